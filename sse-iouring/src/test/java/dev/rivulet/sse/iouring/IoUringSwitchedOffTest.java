package dev.rivulet.sse.iouring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.tests.support.Forked;
import dev.rivulet.sse.tests.support.LeftToFull;
import io.netty.channel.uring.IoUring;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the way is put there: a JVM of its own meets it, falls back, and says why. */
@LeftToFull
@Timeout(600)
class IoUringSwitchedOffTest {
    private static final Path SWITCH = Path.of("/proc/sys/kernel/io_uring_disabled");
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final Path UNSHARE = Path.of("/usr/bin/unshare");
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
    private static final Path PERL = Path.of("/usr/bin/perl");

    /** Runs what follows with a filter that refuses io_uring_setup, as containers have it: prctl(2), seccomp(2). */
    private static final String FILTERED = """
            my $io_uring_setup = 425;
            my $code = pack("SCCL", 0x20, 0, 0, 0)            # load the number of the call
                . pack("SCCL", 0x15, 0, 1, $io_uring_setup)   # is it that one?
                . pack("SCCL", 0x06, 0, 0, 0x00050001)        # then EPERM
                . pack("SCCL", 0x06, 0, 0, 0x7fff0000);       # else continue
            my $program = pack("Sx6P", 4, $code);
            my $prctl = `uname -m` =~ /aarch64/ ? 167 : 157;
            syscall($prctl, 38, 1, 0, 0, 0) == 0 or die "no_new_privs: $!";
            syscall($prctl, 22, 2, $program) == 0 or die "seccomp: $!";
            exec @ARGV;
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void needsARing() {
        assumeTrue(IoUring.isAvailable(), "there is no io_uring here, so nothing to take away");
    }

    @Test
    void nothing_stands_in_the_way() throws Exception {
        assertThat(RingProbe.open(List.of(), Forked.classPath()))
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

    /** With 4 KiB Netty sees it; with 64 KiB, long the default of systems, only when loops are made. */
    @ParameterizedTest
    @ValueSource(ints = {4 << 10, 64 << 10})
    void too_little_memory_may_be_locked(int bytes) throws Exception {
        var wrapper = new ArrayList<>(List.of(PRLIMIT.toString(), "--memlock=" + bytes));
        wrapper.addAll(unprivileged());
        assumeTrue(Files.isExecutable(PRLIMIT), "needs prlimit");
        String said = RingProbe.open(wrapper, Forked.classPath());
        assumeTrue(!said.contains("opened: "), "this kernel does not count rings as locked memory");
        assertThat(said).contains("refused: ", "limit of locked memory is " + bytes + " bytes", "ulimit -l");
        assertFellBack(said);
    }

    @Test
    void a_filter_as_containers_have_it_forbids_it() throws Exception {
        assumeTrue(Files.isExecutable(PERL), "needs perl");
        String said = RingProbe.open(List.of(PERL.toString(), "-e", FILTERED), Forked.classPath());
        assertThat(said).contains("refused: ", "a seccomp filter forbids io_uring", "allow io_uring_setup");
        assertFellBack(said);
    }

    @Test
    void the_native_library_is_missing() throws Exception {
        String said = RingProbe.open(List.of(), Forked.classPath(jar -> !jar.contains("native-io_uring")));
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
        String leftOver = Forked.classPath(jar -> jar.contains("io_uring")); // a BOM of 4.1 does not manage these
        for (String classPath : List.of(rest, rest + ":" + leftOver)) {
            String said = RingProbe.open(List.of(), String.join(":", jars) + ":" + classPath);
            assertThat(said).contains("refused: ", "io_uring needs Netty 4.2", "has 4.1.");
            assertFellBack(said);
        }
    }

    @Test
    void native_code_is_switched_off() throws Exception {
        String said = RingProbe.open(List.of(), Forked.classPath(), "-Dio.netty.transport.noNative=true");
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

    /**
     * With a file of this value where the kernel shows its switch, and io_uring_setup refused as the kernel does then; for
     * this process alone, since the switch itself is that of all others too.
     */
    private String whileDisabled(String value, List<String> wrapper) throws Exception {
        assumeTrue(isRoot() && Files.exists(SWITCH), "needs root, and kernel.io_uring_disabled");
        assumeTrue(Files.isExecutable(UNSHARE) && Files.isExecutable(PERL), "needs unshare, and perl");
        Path file = Files.writeString(folder.resolve("io_uring_disabled"), value + "\n");
        String mounted = "mount --bind " + file + " " + SWITCH + " && exec \"$@\"";
        var command = new ArrayList<>(List.of(UNSHARE.toString(), "--mount", "sh", "-c", mounted, "sh"));
        command.addAll(wrapper);
        command.addAll(List.of(PERL.toString(), "-e", FILTERED));
        return RingProbe.open(command, Forked.classPath());
    }
}
