package dev.rivulet.sse.iouring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.uring.IoUring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What stands in the way is put there: a JVM of its own meets it, falls back, and says why. */
@Timeout(120)
class RealRefusalTest {
    private static final Path SWITCH = Path.of("/proc/sys/kernel/io_uring_disabled");
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    @BeforeEach
    void needsARing() {
        assumeTrue(IoUring.isAvailable(), "there is no io_uring here, so nothing to take away");
    }

    @Test
    void nothing_stands_in_the_way() throws Exception {
        assertThat(Forked.open(List.of(), Forked.classPath(jar -> true)))
                .contains("opened: io_uring (Linux ", "plain receive", "took iouring", "by name it got iouring");
    }

    @Test
    void the_administrator_has_switched_it_off() throws Exception {
        String said = whileDisabled("2", List.of());
        assertThat(said).contains("refused: ", "kernel.io_uring_disabled is 2", "sysctl kernel.io_uring_disabled=0");
        assertFellBack(said);
    }

    @Test
    void the_administrator_has_switched_it_off_for_the_unprivileged() throws Exception {
        String said = whileDisabled("1", unprivileged());
        assertThat(said).contains("refused: ", "kernel.io_uring_disabled is 1", "unprivileged");
        assertFellBack(said);
    }

    @Test
    void too_little_memory_may_be_locked() throws Exception {
        var wrapper = new ArrayList<>(List.of(PRLIMIT.toString(), "--memlock=4096"));
        wrapper.addAll(unprivileged());
        assumeTrue(Files.isExecutable(PRLIMIT), "needs prlimit");
        String said = Forked.open(wrapper, Forked.classPath(jar -> true));
        assumeTrue(!said.contains("opened: "), "this kernel does not count rings as locked memory");
        assertThat(said).contains("refused: ", "limit of locked memory is 4096 bytes", "ulimit -l");
        assertFellBack(said);
    }

    @Test
    void the_native_library_is_missing() throws Exception {
        String said = Forked.open(List.of(), Forked.classPath(jar -> !jar.contains("native-io_uring")));
        assertThat(said).contains("refused: ", "add io.netty:netty-transport-native-io_uring:4.2.");
        assertFellBack(said);
    }

    @Test
    void netty_is_of_the_older_line() throws Exception {
        Path older = Path.of(System.getProperty("netty-4.1"));
        assumeTrue(Files.isDirectory(older), "needs the jars of Netty 4.1 that sse-netty's build copies");
        var jars = new ArrayList<String>();
        try (Stream<Path> all = Files.list(older)) {
            all.forEach(jar -> jars.add(jar.toString()));
        }
        String rest = Forked.classPath(jar -> !jar.contains("netty-") || jar.contains("sse-netty"));
        String said = Forked.open(List.of(), String.join(":", jars) + ":" + rest);
        assertThat(said).contains("refused: ", "io_uring needs Netty 4.2", "has 4.1.");
        assertFellBack(said);
    }

    @Test
    void native_code_is_switched_off() throws Exception {
        String said = Forked.open(List.of(), Forked.classPath(jar -> true), "-Dio.netty.transport.noNative=true");
        assertThat(said).contains("refused: ", "start Java without -Dio.netty.transport.noNative");
        assertFellBack(said);
    }

    private static void assertFellBack(String said) {
        assertThat(said)
                .contains("the client took netty", "by name it failed: The transport \"iouring\"")
                .containsOnlyOnce("transport netty: ")
                .contains("not usable: iouring: ");
    }

    /** Without any capability; still the owner of this build's files. */
    private static List<String> unprivileged() {
        assumeTrue(Files.isExecutable(SETPRIV) && isRoot(), "needs root, and setpriv");
        return List.of(SETPRIV.toString(), "--inh-caps=-all", "--bounding-set=-all");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String whileDisabled(String value, List<String> wrapper) throws Exception {
        assumeTrue(isRoot() && Files.isWritable(SWITCH), "needs root, and kernel.io_uring_disabled");
        String before = Files.readString(SWITCH).strip();
        try {
            set(value);
            return Forked.open(wrapper, Forked.classPath(jar -> true));
        } finally {
            set(before);
        }
    }

    private static void set(String value) {
        try {
            Files.writeString(SWITCH, value);
        } catch (IOException e) {
            assumeTrue(false, "kernel.io_uring_disabled cannot be set here: " + e.getMessage());
        }
    }
}
