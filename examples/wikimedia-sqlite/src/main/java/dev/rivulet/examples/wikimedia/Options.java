package dev.rivulet.examples.wikimedia;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param uri the stream; null for the mock server
 * @param contact where Wikimedia reaches the user
 * @param stopAfter ends when the database has so many changes; 0: never
 */
record Options(@Nullable URI uri, String contact, Path database, long stopAfter) {
    private static final String USAGE = "usage: run [--real CONTACT] [--database FILE] [--stop-after CHANGES]";

    /** @throws IllegalArgumentException with a message for people */
    static Options parse(String... arguments) {
        var options = new Options(null, "example@localhost", Path.of("target/mock.db"), 0);
        for (int at = 0; at < arguments.length; at += 2) {
            if (at + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[at] + " needs a value; " + USAGE);
            }
            options = options.with(arguments[at], arguments[at + 1]);
        }
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--real" ->
                new Options(RecentChanges.WIKIMEDIA, contact(value), Path.of("target/wikimedia.db"), stopAfter);
            case "--uri" -> new Options(URI.create(value), contact, database, stopAfter);
            case "--database" -> new Options(uri, contact, Path.of(value), stopAfter);
            case "--stop-after" -> new Options(uri, contact, database, changes(value));
            default -> throw new IllegalArgumentException("there is no option " + name + "; " + USAGE);
        };
    }

    private static String contact(String value) {
        if (!value.contains("@") && !value.startsWith("https://")) {
            throw new IllegalArgumentException("--real needs your e-mail address or https:// page, which Wikimedia's"
                    + " User-Agent policy asks for, not " + value + "; " + USAGE);
        }
        return value;
    }

    private static long changes(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--stop-after needs a number, not " + value + "; " + USAGE, e);
        }
    }
}
