package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Forked;
import dev.rivulet.sse.tests.support.LeftToFull;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What only a process of its own shows: exit codes, signals and pipes. */
@Execution(ExecutionMode.CONCURRENT)
class ProcessTest {
    private static final int SIGINT = 2;

    /** Its arguments, with SIGINT as it is by default where env can do that. */
    private static final String HEEDING =
            "env --default-signal=INT true 2>&- && exec env --default-signal=INT \"$@\" || exec \"$@\"";

    @Test
    @LeftToFull
    void the_demo_ends_with_success() throws Exception {
        Process demo = start("demo", "--events", "50");

        String out = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(demo.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(out).containsPattern("delivered +50, each once and in order").doesNotContain("\u001b");
        assertThat(err).isEmpty();
        assertThat(demo.exitValue()).isZero();
    }

    @Test
    void ctrl_c_ends_a_tail_with_its_last_word() throws Exception {
        try (var server = ScriptedServer.start()) {
            server.respond(Response.stream().chunk("id: 5\ndata: a\n\n").hang());
            Process tail = start("tail", server.uri("/").toString());

            assertThat(reader(tail).readLine()).isEqualTo("[5] a");
            interrupt(tail);

            assertThat(tail.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(tail.exitValue()).isEqualTo(130);
            assertThat(tail.errorReader(StandardCharsets.UTF_8).lines())
                    .containsExactly("sse tail: interrupted after 1 event; to continue: --last-event-id '5'");
            server.awaitNoConnections();
        }
    }

    @Test
    @LeftToFull
    void ctrl_c_ends_an_examination_with_what_was_found() throws Exception {
        try (var server = ScriptedServer.start()) {
            server.otherwise(Response.stream().chunk("id: 5\ndata: a\n\n").hang());
            String url = server.uri("/events").toString();
            Process doctor = start("doctor", url, "--watch", "10m");
            server.awaitWithin(Duration.ofMinutes(4)).awaitRequest(1);

            interrupt(doctor);

            assertThat(reader(doctor).readLine()).isEqualTo(url);
            assertThat(doctor.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(doctor.exitValue()).isEqualTo(130);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    @LeftToFull
    void ctrl_c_ends_the_demo_with_its_table() throws Exception {
        Process demo = start("demo", "--events", "20000"); // more than a pipe holds: it does not end unread
        BufferedReader out = reader(demo);
        assertThat(out.readLine()).startsWith("-- ").contains(" events from ");
        assertThat(out.readLine()).isNotEmpty();

        interrupt(demo);

        assertThat(out.lines()).anyMatch(line -> line.startsWith("delivered ")).endsWith("-- interrupted");
        assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(130);
    }

    @Test
    @LeftToFull
    void ctrl_c_ends_parsing_with_the_summary() throws Exception {
        Process parse = start("parse");
        parse.getOutputStream().write("id: 5\ndata: a\n\n".getBytes(StandardCharsets.UTF_8));
        parse.getOutputStream().flush();
        BufferedReader out = reader(parse);
        assertThat(out.readLine()).startsWith("{\"type\"");

        interrupt(parse);

        assertThat(out.readLine()).isEqualTo("{\"retry\":null,\"lastEventId\":\"5\",\"events\":1}");
        assertThat(parse.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(parse.exitValue()).isEqualTo(130);
    }

    @Test
    void ctrl_c_again_ends_a_command_that_hangs() throws Exception {
        Process hanging = heedful(command(Hanging.class, List.of()));
        try {
            BufferedReader out = reader(hanging);
            assertThat(out.readLine()).isEqualTo("begun");
            interrupt(hanging);
            assertThat(out.readLine()).isEqualTo("asked to stop");

            await().atMost(Duration.ofMinutes(1)).until(() -> !isInterrupted(hanging) && !hanging.isAlive());

            assertThat(hanging.exitValue()).isEqualTo(130);
        } finally {
            hanging.destroyForcibly();
        }
    }

    @Test
    void a_reader_that_has_seen_enough_ends_a_tail_quietly() throws Exception {
        Gate gone = new Gate();
        try (var server = ScriptedServer.start()) {
            server.respond(Response.stream()
                    .chunk("data: a\n\n")
                    .await(gone)
                    .repeat(1000, "data: b\n\n")
                    .hang());
            Process tail = start("tail", server.uri("/").toString());
            assertThat(reader(tail).readLine()).isEqualTo("a");

            tail.getInputStream().close();
            gone.open();

            assertThat(tail.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(new String(tail.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEmpty();
            assertThat(tail.exitValue()).isZero();
        }
    }

    @Test
    @LeftToFull
    void without_native_code_it_says_what_is_left() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "says something else where there is no io_uring");
        Process transports = startWith(List.of("-Dio.netty.transport.noNative=true"), "transports");

        assertThat(reader(transports).lines())
                .anyMatch(line -> line.matches("iouring +30 +no: native transports are switched off: .+noNative.*"))
                .anyMatch(line -> line.matches("netty +20 +yes: h2, http/1.1 on NIO \\(the default\\)"));
        assertThat(transports.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(transports.exitValue()).isZero();
    }

    static Process start(String... arguments) throws IOException {
        return startWith(List.of(), arguments);
    }

    private static Process startWith(List<String> options, String... arguments) throws IOException {
        return heedful(command(options, arguments));
    }

    /** A shell without job control starts what runs in the background deaf to SIGINT, and children inherit it. */
    private static Process heedful(List<String> command) throws IOException {
        return new ProcessBuilder(ignoresInterrupts(ProcessHandle.current().pid()) ? heeding(command) : command)
                .start();
    }

    private static List<String> heeding(List<String> command) {
        var whole = new ArrayList<>(List.of("sh", "-c", HEEDING, "sh"));
        whole.addAll(command);
        return whole;
    }

    static List<String> command(List<String> options, String... arguments) {
        return command(Main.class, options, arguments);
    }

    private static List<String> command(Class<?> main, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Forked.tool("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // As the launcher does it, and the manifest of sse.jar: else JDK 24 and later warn of Netty's natives.
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                Forked.classPath()));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    private static BufferedReader reader(Process process) {
        return process.inputReader(StandardCharsets.UTF_8);
    }

    private static void interrupt(Process process) throws Exception {
        assertThat(isInterrupted(process)).isTrue();
    }

    /** Interrupts it, unless it has ended. */
    private static boolean isInterrupted(Process process) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs /bin/kill");
        assumeFalse(ignoresInterrupts(process.pid()), "SIGINT is ignored here, and env has no --default-signal");
        Process kill = new ProcessBuilder("/bin/kill", "-INT", Long.toString(process.pid())).start();
        return kill.waitFor() == 0;
    }

    private static boolean ignoresInterrupts(long pid) {
        try (var status = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return status.filter(line -> line.startsWith("SigIgn:"))
                    .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                    .anyMatch(ignored -> (ignored & 1L << (SIGINT - 1)) != 0);
        } catch (IOException | UncheckedIOException endedOrNotLinux) {
            return false;
        }
    }
}
