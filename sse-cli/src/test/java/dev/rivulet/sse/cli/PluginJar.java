package dev.rivulet.sse.cli;

import dev.rivulet.sse.tests.support.JavaCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A backend that somebody else wrote: it hands all over to the JDK's. */
final class PluginJar {
    private static final String SOURCE = """
            package acme;
            import dev.rivulet.sse.spi.*;
            public final class Backend implements TransportProvider {
                @Override public String name() { return "%s"; }
                @Override public int priority() { return %d; }
                @Override public Transport create(TransportConfig config) throws TransportUnavailableException {
                    return new dev.rivulet.sse.jdkhttp.JdkHttpProvider().create(config);
                }
            }
            """;

    private PluginJar() {}

    /** A jar of its own. */
    static Path compile(Path folder, String name, int priority) throws IOException {
        Path classes = classes(folder, name, priority);
        Path jar = folder.resolve(name + ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String entry : List.of(Plugins.SERVICES, "acme/Backend.class")) {
                add(out, entry, Files.readAllBytes(classes.resolve(entry)));
            }
        }
        return jar;
    }

    /** A folder of classes. */
    static Path classes(Path folder, String name, int priority) throws IOException {
        Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
        JavaCode.compile(classes, List.of(JavaCode.source("acme/Backend", SOURCE.formatted(name, priority))));
        Path services = classes.resolve(Plugins.SERVICES);
        Files.createDirectories(services.getParent());
        Files.writeString(services, "acme.Backend\n");
        return classes;
    }

    /** A jar without a transport. */
    static Path library(Path file) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(file))) {
            add(out, "library.txt", new byte[0]);
        }
        return file;
    }

    private static void add(JarOutputStream out, String entry, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(entry));
        ((OutputStream) out).write(bytes);
        out.closeEntry();
    }
}
