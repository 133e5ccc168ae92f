package dev.rivulet.sse.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** An argument that names a file. A URL in its place is refused before it is repeated in some message. */
final class FileArgument {
    private FileArgument() {}

    /**
     * The path.
     *
     * @param what the option or command that takes it, for the message
     */
    static Path path(String what, String name) {
        if (name.contains("://")) {
            throw CommandFailure.badUsage(what + " takes a file, not a URL");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw CommandFailure.badUsage(what + ": not a file's name: " + name);
        }
    }

    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        return e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }
}
