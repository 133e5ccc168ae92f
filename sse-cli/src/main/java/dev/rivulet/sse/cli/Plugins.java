package dev.rivulet.sse.cli;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import picocli.CommandLine.Option;

/** The option that brings transports which the command line does not have. */
final class Plugins {
    /** Where a jar names its transports. */
    static final String SERVICES = "META-INF/services/dev.rivulet.sse.spi.TransportProvider";

    @Option(
            names = "--plugin",
            paramLabel = "JAR",
            description = "a jar with a transport of others, or with what that needs; repeatable")
    private List<String> jars = new ArrayList<>();

    /**
     * Lets this thread see them, and those that it starts from now on. They are never unloaded: a transport's threads
     * may still need a class while they end.
     */
    void load() {
        if (jars.isEmpty()) {
            return;
        }
        URL[] urls = jars.stream().map(Plugins::checked).toArray(URL[]::new);
        var loader = new URLClassLoader("plugins", urls, Plugins.class.getClassLoader());
        if (loader.findResource(SERVICES) == null) {
            throw CommandFailure.badUsage(
                    "no transport in " + String.join(", ", jars) + ": no " + SERVICES + " is there");
        }
        Thread.currentThread().setContextClassLoader(loader);
    }

    /** Whether SSE_CLASSPATH is set and brings nothing: of all that can be seen, only our own jar names transports. */
    static boolean isClassPathInVain() {
        try {
            boolean isSet = !System.getenv().getOrDefault("SSE_CLASSPATH", "").isEmpty();
            return isSet
                    && Collections.list(Plugins.class.getClassLoader().getResources(SERVICES))
                                    .size()
                            < 2;
        } catch (IOException e) {
            return false;
        }
    }

    /** A class loader passes over what is not there, and over what it cannot read. */
    private static URL checked(String jar) {
        try {
            Path path = Path.of(jar);
            if (!Files.isDirectory(path)) {
                new JarFile(path.toFile()).close();
            }
            return path.toUri().toURL();
        } catch (NoSuchFileException e) {
            throw CommandFailure.badUsage("there is no plug-in '" + jar + "'");
        } catch (IOException | InvalidPathException e) {
            throw CommandFailure.badUsage("not a jar: '" + jar + "' (" + e.getMessage() + ")");
        }
    }
}
