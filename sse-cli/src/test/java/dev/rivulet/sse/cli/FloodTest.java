package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.tests.support.Flood;
import dev.rivulet.sse.tests.support.Forked;
import dev.rivulet.sse.tests.support.NumberedEvent;
import dev.rivulet.sse.tests.support.TestedPart;
import dev.rivulet.sse.tests.support.TransportNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code sse tail … | reader}, where the reader is stopped for a while and the server does not care. */
class FloodTest {
    private static final long MIB = 1 << 20;
    private static final long TOTAL = TestedPart.count(256, 512) * MIB;

    /** What the system holds in both sockets (up to 10 MiB as Linux comes), in the pipe, and the tail in two bursts. */
    private static final long MOST_ON_THE_WAY = 24 * MIB;

    private static final long MOST_MEMORY = 200 * MIB;
    private static final long MOST_GROWTH = 24 * MIB;

    @Tag("transports")
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.rivulet.sse.tests.support.TransportNames#costly")
    void a_reader_that_stops_makes_the_server_wait_and_loses_nothing(String transport) throws Exception {
        TransportNames.client(transport).close();
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs /bin/kill");
        try (Flood flood = new Flood()) {
            List<Process> processes = ProcessBuilder.startPipeline(List.of(
                    java(
                            List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", Main.class.getName()),
                            List.of(
                                    "tail",
                                    "--no-reconnect",
                                    "--transport",
                                    transport,
                                    flood.uri().toString())),
                    java(List.of("-Xmx64m", NumberedEvent.class.getName()), List.of())));
            Process tail = processes.get(0);
            Process reader = processes.get(1);
            try {
                flood.open();
                flood.sendUpTo(TOTAL / 8);
                long warm = memory(tail);

                stopAndGoOn(flood, reader);
                flood.sendUpTo(TOTAL / 2);
                stopAndGoOn(flood, reader);
                flood.sendUpTo(TOTAL);
                assertThat(memory(tail)).isLessThan(MOST_MEMORY).isLessThan(warm + MOST_GROWTH);
                flood.end();

                assertThat(reader.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(flood.events() + "\n");
                assertThat(tail.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(tail.exitValue()).isZero();
            } finally {
                processes.forEach(Process::destroyForcibly);
            }
        }
    }

    private static void stopAndGoOn(Flood flood, Process reader) throws Exception {
        signal("-STOP", reader);
        assertThat(flood.sendUntilStalled(TOTAL / 4)).as("bytes on the way").isLessThan(MOST_ON_THE_WAY);
        signal("-CONT", reader);
    }

    private static void signal(String name, Process process) throws Exception {
        Process kill = new ProcessBuilder("/bin/kill", name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** The most that a process has had in memory so far, in bytes. */
    private static long memory(Process process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        assumeTrue(Files.exists(status), "needs /proc");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    private static ProcessBuilder java(List<String> program, List<String> arguments) {
        var builder = new ProcessBuilder(Forked.tool("java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        builder.environment().put("CLASSPATH", Forked.classPath());
        builder.command().addAll(program);
        builder.command().addAll(arguments);
        return builder;
    }
}
