package dev.rivulet.sse.tests.support;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources are. */
public final class SourceTree {
    private SourceTree() {}

    /** The folder that has all modules. */
    public static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("docs/decisions"))) {
                return at;
            }
        }
        throw new AssertionError("not run from the source tree");
    }
}
