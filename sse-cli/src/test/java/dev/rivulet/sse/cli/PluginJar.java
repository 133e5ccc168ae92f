package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

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
        var options = List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
        boolean done = ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, options, null, List.of(source(SOURCE.formatted(name, priority))))
                .call();
        assertThat(done).isTrue();
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

    private static JavaFileObject source(String text) {
        return new SimpleJavaFileObject(URI.create("string:///acme/Backend.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
