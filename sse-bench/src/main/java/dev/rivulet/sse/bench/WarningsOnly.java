package dev.rivulet.sse.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/** The log of a measured JVM: what goes wrong is printed, and not what it is set up with. */
public final class WarningsOnly {
    /** The option that a JVM needs. */
    public static final String OPTION = "-Djava.util.logging.config.class=" + WarningsOnly.class.getName();

    private static final String CONFIGURATION = ".level=WARNING\nhandlers=java.util.logging.ConsoleHandler\n";

    /** Called by {@link LogManager}. */
    public WarningsOnly() throws IOException {
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
