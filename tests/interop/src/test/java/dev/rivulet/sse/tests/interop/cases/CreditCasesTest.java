package dev.rivulet.sse.tests.interop.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What went wrong in other clients where credit came from another thread than the one that reads: the body stalled. */
@OnEachTransport
class CreditCasesTest {
    private static final int STREAMS = 2;

    /** 600 KB: many times the window of 65,535 bytes that HTTP/2 begins with (RFC 9113, 6.9.2). */
    private static final List<String> PARTS =
            IntStream.range(0, 300).mapToObj("%01999d\n"::formatted).toList();

    private final String transport;

    CreditCasesTest(String transport) {
        this.transport = transport;
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1, 4", "HTTP_2, 1", "HTTP_2, 4"})
    void from_foreign_threads_at_any_moment_it_neither_stalls_the_body_nor_mixes_it_up(Wire wire, int threadsEach)
            throws Exception {
        try (var live = Live.over(wire, transport)) {
            live.server.otherwise(inParts());
            List<Taken> streams = new ArrayList<>();
            List<Thread> granting = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                Taken stream = Taken.get(live.backend.transport(), live.server.uri("/"));
                streams.add(stream);
                IntStream.range(0, threadsEach).forEach(j -> granting.add(grantingTo(stream)));
            }
            for (Taken each : streams) {
                assertThat(each.awaitBody()).isEqualTo(String.join("", PARTS));
            }
            for (Thread each : granting) {
                each.join();
            }
        }
    }

    private static Response inParts() {
        Response response = Response.stream();
        for (String part : PARTS) {
            response = response.chunk(part);
        }
        return response;
    }

    private static Thread grantingTo(Taken stream) {
        var thread = new Thread(() -> {
            while (!stream.isOver()) {
                stream.read();
                LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(1_000_000));
            }
        });
        thread.start();
        return thread;
    }
}
