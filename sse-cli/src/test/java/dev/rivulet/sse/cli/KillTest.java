package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.TestedPart;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a cursor in a file is worth when the process is killed, and the machine continues. */
@Tag("full")
@Execution(ExecutionMode.CONCURRENT)
class KillTest {
    private static final long SERIES = TestedPart.count(1, 2);
    private static final long KILLS = TestedPart.current() == TestedPart.VERIFY ? 1 : TestedPart.count(4, 25);
    private static final int LONGEST_PAUSE_NANOS = 20_000_000; // some kills come after the fsync, some before
    private static final int MOST_READ = 150;

    @TempDir
    Path folder;

    private Random random = new Random();

    @ParameterizedTest
    @MethodSource("seeds")
    void a_tail_that_is_killed_misses_nothing_and_repeats_only_what_was_not_committed(long seed) throws Exception {
        random = new Random(seed);
        Path cursor = folder.resolve("cursor");
        try (var server = ScriptedServer.start()) {
            server.otherwise(this::resuming);
            long printed = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                long committed = Files.exists(cursor)
                        ? Long.parseLong(Files.readString(cursor).strip())
                        : 0;
                assertThat(committed).as("the committed cursor is not ahead").isLessThanOrEqualTo(printed);
                List<Long> seen = printedUntilKilled(server.uri("/").toString(), cursor);
                assertThat(seen).as("after kill %d, from %d", kill, committed).isEqualTo(from(committed + 1, seen));
                printed = Math.max(printed, committed + seen.size());
            }
            assertThat(printed).as("the cursor moved").isGreaterThan(KILLS * MOST_READ / 12);
        }
    }

    /** Numbers in order, as many as those given. */
    private static List<Long> from(long first, List<Long> like) {
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < like.size(); i++) {
            numbers.add(first + i);
        }
        return numbers;
    }

    private List<Long> printedUntilKilled(String url, Path cursor) throws IOException, InterruptedException {
        Process tail = ProcessTest.start("tail", url, "--cursor", cursor.toString());
        int enough = 1 + random.nextInt(MOST_READ);
        List<Long> seen = new ArrayList<>();
        try (BufferedReader out = tail.inputReader(StandardCharsets.UTF_8)) {
            int pause = random.nextInt(LONGEST_PAUSE_NANOS);
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (!isWhole(line)) {
                    break; // the kill came in the middle of it
                }
                seen.add(Long.parseLong(line.substring(line.indexOf(' ') + 1, line.length() - 1)));
                if (seen.size() == enough) {
                    spin(pause);
                    tail.toHandle().destroyForcibly(); // the process would close its pipes
                }
            }
        }
        assertThat(tail.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(tail.exitValue()).as("killed").isEqualTo(128 + 9);
        return seen;
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SERIES);
    }

    private static boolean isWhole(String line) {
        return line.endsWith(".");
    }

    private static void spin(long nanos) {
        for (long until = System.nanoTime() + nanos; System.nanoTime() < until; ) {
            Thread.onSpinWait();
        }
    }

    /** All that follows the last event ID, in random pieces; sometimes the connection is cut. */
    private synchronized Response resuming(RecordedRequest request) {
        String last = request.headers().first("Last-Event-ID");
        long next = last == null ? 1 : Long.parseLong(last) + 1;
        StringBuilder body = new StringBuilder("retry: 1\n\n");
        for (long id = next; id < next + 4 * MOST_READ; id++) {
            body.append("id: ").append(id).append("\ndata: ").append(id).append(".\n\n");
        }
        Response response = Response.stream();
        for (int at = 0; at < body.length(); ) {
            int to = Math.min(body.length(), at + 1 + random.nextInt(200));
            response = response.chunk(body.substring(at, to)).pause(Duration.ofNanos(random.nextInt(300_000)));
            at = to;
        }
        return random.nextInt(3) == 0 ? response.cutAt(random.nextInt(body.length())) : response.hang();
    }
}
