package dev.rivulet.sse.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The option that adds transports. */
final class Plugins {
    /** Where a jar names its transports. */
    static final String SERVICES = "META-INF/services/dev.rivulet.sse.spi.TransportProvider";

    @Option(
            names = "--plugin",
            paramLabel = "JAR",
            description = "a jar with another transport, or with what that needs; repeatable")
    private List<String> jars = new ArrayList<>();

    private boolean loaded;

    /**
     * Lets this thread see them, and those that it starts from now on. They are never unloaded: a transport's threads
     * may still need a class while they end.
     */
    void load() {
        if (jars.isEmpty() || loaded) {
            return;
        }
        loaded = true;
        URL[] urls = jars.stream().map(Plugins::checked).toArray(URL[]::new);
        var loader = new URLClassLoader("plugins", urls, Plugins.class.getClassLoader());
        if (loader.findResource(SERVICES) == null) {
            throw CommandFailure.badUsage(
                    "no transport in " + String.join(", ", jars) + ": no " + SERVICES + " is there");
        }
        Thread.currentThread().setContextClassLoader(loader);
    }

    /** Whether SSE_CLASSPATH is set, and nothing on it names a transport. */
    static boolean isClassPathInVain() {
        String paths = System.getenv().getOrDefault("SSE_CLASSPATH", "");
        if (paths.isEmpty()) {
            return false;
        }
        var urls = new ArrayList<URL>();
        for (String path : paths.split(File.pathSeparator, -1)) {
            if (!path.isEmpty()) {
                urls.addAll(onClassPath(path));
            }
        }
        try (var alone = new URLClassLoader(urls.toArray(URL[]::new), null)) {
            return alone.findResource(SERVICES) == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** As Java reads it: a folder of jars where it ends in a star. */
    private static List<URL> onClassPath(String path) {
        boolean isFolderOfJars = path.endsWith("*");
        Path file = Path.of(isFolderOfJars ? path.substring(0, path.length() - 1) : path);
        if (!isFolderOfJars) {
            return List.of(url(file));
        }
        try (Stream<Path> files = Files.list(file)) {
            return files.filter(each -> each.toString().toLowerCase(Locale.ROOT).endsWith(".jar"))
                    .map(Plugins::url)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A class loader ignores what is not there, and what it cannot read. */
    private static URL checked(String jar) {
        Path path = FileArgument.path("--plugin", jar);
        try {
            if (!Files.isDirectory(path)) {
                new JarFile(path.toFile()).close();
            }
            return path.toUri().toURL();
        } catch (NoSuchFileException e) {
            throw CommandFailure.badUsage("there is no plug-in '" + jar + "'");
        } catch (IOException e) {
            throw CommandFailure.badUsage("not a jar: '" + jar + "' (" + e.getMessage() + ")");
        }
    }
}
