package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.tests.support.Forked;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the default limits fit the heap: a compressed event of any size fails by its limit, and not for want of memory. */
@Timeout(600)
class SmallHeapTest {
    @ParameterizedTest
    @CsvSource({"20, 1310720", "64, 4194304", "256, 16777216"})
    void a_compressed_event_without_end_exceeds_the_limit_before_the_heap(int mebibytes, int limit) throws Exception {
        // Serial: its regions are not of a size of their own, so that the maximum is what the option says.
        assertThat(probe("-Xmx" + mebibytes + "m", "-XX:+UseSerialGC"))
                .matches("The server exceeded Limits\\.eventBytes = \\d+\\.")
                .satisfies(message -> assertThat(number(message)).isBetween(limit - limit / 16, limit));
    }

    private static int number(String message) {
        return Integer.parseInt(message.replaceAll("\\D", ""));
    }

    private static String probe(String... options) throws IOException, InterruptedException {
        List<String> command = Forked.java(options);
        command.addAll(List.of(
                "-cp",
                Forked.classPath(SseClient.class, FakeTransport.class, SmallHeapProbe.class),
                SmallHeapProbe.class.getName()));
        return Forked.output(command).strip();
    }
}
