package dev.rivulet.sse.tests.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The backend of the guide, made from its sources into a jar as Maven makes it. */
public final class ExampleBackend {
    private ExampleBackend() {}

    public static Path root() {
        return SourceTree.root().resolve("examples/urlconnection-backend");
    }

    /** All its files, except for what was built of them. */
    public static List<Path> files() throws IOException {
        try (Stream<Path> sources = Files.walk(root().resolve("src"))) {
            return Stream.concat(Stream.of(root().resolve("pom.xml")), sources.filter(Files::isRegularFile))
                    .toList();
        }
    }

    public static Path jar(Path folder) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        try (var manager = ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
            JavaCode.compile(classes, manager.getJavaFileObjectsFromPaths(under("src/main/java")));
        }
        Path jar = folder.resolve("urlconnection-backend.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            addAll(out, classes);
            addAll(out, root().resolve("src/main/resources"));
        }
        return jar;
    }

    private static List<Path> under(String folder) throws IOException {
        return files().stream()
                .filter(file -> file.startsWith(root().resolve(folder)))
                .toList();
    }

    private static void addAll(JarOutputStream out, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
            files.forEach(file -> add(out, folder.relativize(file).toString().replace('\\', '/'), file));
        }
    }

    private static void add(JarOutputStream out, String entry, Path file) {
        try {
            out.putNextEntry(new JarEntry(entry));
            ((OutputStream) out).write(Files.readAllBytes(file));
            out.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
