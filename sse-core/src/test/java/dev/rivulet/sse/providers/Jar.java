package dev.rivulet.sse.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** A folder of compiled providers, on the class path or as the module {@code acme}, with what they need but the core. */
record Jar(Path folder) {
    static final Path CORE = where(SseClient.class);

    private static final String LINE = """
            package acme;
            import dev.rivulet.sse.spi.*;
            final class Line implements Transport {
                @Override public Exchange open(TransportRequest request, Receiver to) { throw new AssertionError(); }
                @Override public Features features() { return Features.of("http/1.1"); }
                @Override public void close() {}
            }
            """;
    private static final String LIBRARY = """
            package acme;
            class Library { static void init() {} }
            """;
    private static final String MAIN = """
            package acme;
            public final class Main {
                public static void main(String... arguments) {
                    try (var client = dev.rivulet.sse.SseClient.create()) {
                        System.out.print(client.transport() + ", " + dev.rivulet.sse.SseClient.class.getModule().isNamed());
                    }
                }
            }
            """;

    /** For the class path: they are named in META-INF/services, and in no module-info. */
    static Jar plain(Path folder, Backend... backends) throws IOException {
        compile(folder, sources(backends), "--class-path");
        return new Jar(folder).services(types(backends).collect(Collectors.joining("\n")));
    }

    /** For the module path: they are named in module-info, and in no META-INF/services. */
    static Jar module(Path folder, Backend... backends) throws IOException {
        Map<String, String> sources = sources(backends);
        String provides = backends.length == 0
                ? ""
                : types(backends)
                        .collect(Collectors.joining(", ", "provides dev.rivulet.sse.spi.TransportProvider with ", ";"));
        sources.put("module-info", "module acme { requires dev.rivulet.sse; exports acme; " + provides + " }");
        compile(folder, sources, "--module-path");
        return new Jar(folder);
    }

    Jar services(String text) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve("dev.rivulet.sse.spi.TransportProvider"), text);
        return this;
    }

    /** Takes a class away that was there at compile time. */
    Jar without(String type) throws IOException {
        Files.delete(folder.resolve("acme").resolve(type + ".class"));
        return this;
    }

    private static Stream<String> types(Backend... backends) {
        return Arrays.stream(backends).map(backend -> "acme." + backend.type());
    }

    private static Map<String, String> sources(Backend... backends) {
        Map<String, String> sources = new LinkedHashMap<>(Map.of("Line", LINE, "Library", LIBRARY, "Main", MAIN));
        for (Backend backend : backends) {
            sources.put(backend.type(), backend.source());
        }
        return sources;
    }

    /** With the JDK's own javac, which needs files. */
    private static void compile(Path into, Map<String, String> sources, String kindOfPath) throws IOException {
        Path texts = Files.createDirectories(into.resolve("sources"));
        var words = Stream.<String>builder();
        for (var source : sources.entrySet()) {
            Path file = texts.resolve(source.getKey() + ".java");
            words.add(Files.writeString(file, source.getValue()).toString());
        }
        String needed = CORE + File.pathSeparator + where(NullMarked.class);
        Stream.of("-d", into.toString(), kindOfPath, needed, "-proc:none", "--release", "17", "-nowarn")
                .forEach(words);
        var complaints = new StringWriter();
        var said = new PrintWriter(complaints, true);
        int exitCode = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(said, said, words.build().toArray(String[]::new));
        assertThat(exitCode).as(complaints.toString()).isZero();
    }

    private static Path where(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
