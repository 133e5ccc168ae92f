package dev.rivulet.sse.tests.interop.cuts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.tests.support.Forked;
import dev.rivulet.sse.tests.support.LeftToFull;
import dev.rivulet.sse.tests.support.TransportNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many streams that are cut at random, for some seconds over each transport. A long run: {@code -Drivulet.cut.seconds=300
 * -Drivulet.cut.streams=500}, over one transport with {@code -Drivulet.cut.transport=netty}.
 */
@LeftToFull
@Execution(ExecutionMode.CONCURRENT) // most of it waits until cached threads end
class CutStreamsTest {
    /** For a machine that is busy, beside the run itself. */
    private static final int MOST_SECONDS = 900;

    static Stream<String> transports() {
        String only = System.getProperty(Plan.TRANSPORT);
        return TransportNames.found().filter(name -> only == null || only.equals(name));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transports")
    void no_event_is_lost_or_doubled_and_nothing_is_left_behind(String transport) throws Exception {
        TransportNames.client(transport).close();
        Plan plan = Plan.current();
        assertThat(output(plan, transport))
                .contains("streams: " + plan.streams() + "\n", "buffers: 0 lent", "findings: none")
                .containsPattern("cuts: [1-9]")
                .containsPattern("duplicates dropped: [1-9]");
    }

    /** What the program printed. It must end in time, with exit code 0. */
    private static String output(Plan plan, String transport) throws Exception {
        Process process = program(plan, transport).redirectErrorStream(true).start();
        try {
            var exit = process.onExit().orTimeout(plan.seconds() + MOST_SECONDS, TimeUnit.SECONDS);
            exit.exceptionally(
                    late -> process.destroyForcibly()); // not at its end: that would close what is still read
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            System.out.println(printed);
            assertThat(exit).as(printed).succeedsWithin(Duration.ofSeconds(MOST_SECONDS));
            assertThat(process.exitValue()).as(printed).isZero();
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }

    private static ProcessBuilder program(Plan plan, String transport) {
        List<String> command = new ArrayList<>(List.of(
                Forked.tool("java"),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-D" + Plan.TRANSPORT + "=" + transport,
                "-D" + Plan.STREAMS + "=" + plan.streams(),
                "-D" + Plan.SECONDS + "=" + plan.seconds(),
                "-D" + Plan.SEED + "=" + plan.seed(),
                CutStreams.class.getName()));
        var builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", Forked.classPath());
        return builder;
    }
}
