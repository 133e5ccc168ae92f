package dev.rivulet.sse.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources are. */
final class Tree {
    private Tree() {}

    /** The folder that has this module. */
    static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("sse-cli/src"))) {
                return at;
            }
        }
        throw new AssertionError("not run from the source tree");
    }
}
