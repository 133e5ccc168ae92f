package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rivulet.sse.testkit.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules of {@code Transport}: the end, and what it leaves. */
abstract class CloseRules extends Topic {
    /** Threads that the JVM and the server of the tests make, or that are one for the whole process. */
    private static final Set<String> OTHERS = Set.of(
            "scripted-server",
            "rivulet-timer",
            "Read-Poller",
            "Write-Poller",
            "Master-Poller",
            "CompletableFuture",
            "Common-Cleaner",
            "ForkJoinPool",
            "process reaper",
            "Attach",
            "VirtualThread",
            "OkHttp TaskRunner",
            "Okio Watchdog",
            "junit");

    CloseRules(Subject subject) {
        super(subject);
    }

    @ParameterizedTest
    @EnumSource
    void close_1_after_it_open_throws_and_connects_nothing(Lane lane) {
        TckFixture stage = stage(lane);
        stage.transport.close();
        assertThrows(IllegalStateException.class, stage::get, "open after close");
        pause();
        assertEquals(0, stage.server.connections());
    }

    @ParameterizedTest
    @EnumSource
    void close_2_it_cancels_what_is_open_and_closes_what_is_kept(Lane lane) {
        TckFixture stage = stage(lane);
        stage.server.otherwise(Response.stream().chunk("a").hang());
        List<Recording> streams = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            streams.add(stage.get());
        }
        streams.forEach(stream -> stream.readBytes(1));
        stage.server.respond(Response.status(204));
        stage.get().awaitEnd(); // leaves an idle connection
        stage.transport.close();
        eventually(
                () -> {
                    collect();
                    return stage.server.openConnections() == 0;
                },
                () -> stage.server.openConnections() + " connections");
        for (Recording stream : streams) {
            assertEquals(0, stream.count("end") + stream.count("failed"), "cancelled is silent");
        }
    }

    @Test
    void close_3_it_may_be_called_inside_a_callback_and_again() {
        TckFixture stage = stage(Lane.HTTP_1_1, Response.stream().chunk("a").hang());
        Recording recording = stage.recording();
        var closed = new CountDownLatch(1);
        stage.get(recording.inside("bytes", () -> {
                    stage.transport.close();
                    closed.countDown();
                }))
                .read();
        awaits(closed, "it does not return inside a callback");
        stage.server.awaitDisconnect(1);
        assertDoesNotThrow(stage.transport::close, "once more");
    }

    @Test
    void close_3_it_does_not_wait_for_a_callback() {
        TckFixture stage = stage(Lane.HTTP_1_1, Response.stream().chunk("a").hang());
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        Recording recording = stage.recording();
        recording.inside("bytes", () -> {
            inside.countDown();
            holdsUntil(leave);
        });
        aside(() -> stage.get(recording).read());
        awaits(inside, "no bytes came");
        try {
            doesNotWait("close", stage.transport::close);
        } finally {
            leave.countDown();
        }
    }

    @Test
    void close_3_while_exchanges_are_being_opened_it_leaves_none() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            TckFixture stage = stage(Lane.HTTP_1_1);
            stage.server.otherwise(Response.stream().chunk("a").hang());
            var opened = new CountDownLatch(20);
            var opening = new Thread(() -> {
                try {
                    while (true) {
                        stage.get().read();
                        opened.countDown();
                        LockSupport.parkNanos(50_000); // a slow machine would open thousands until it closes
                    }
                } catch (IllegalStateException closed) {
                    // as it should be
                }
            });
            opening.start();
            awaits(opened, "open does not return");
            stage.transport.close();
            opening.join(patience().toMillis());
            assertEquals(Thread.State.TERMINATED, opening.getState(), "open continues after close");
            eventually(() -> stage.server.openConnections() == 0, () -> "connections");
        }
    }

    @ParameterizedTest
    @EnumSource
    void close_4_no_thread_is_left(Lane lane) {
        streamAndClose(lane); // what a library keeps once for the whole process is there now
        Set<Thread> before = threads();
        streamAndClose(lane);
        eventually(
                () -> {
                    collect();
                    return before.containsAll(threads());
                },
                () -> threads().stream()
                        .filter(thread -> !before.contains(thread))
                        .toList());
    }

    private void streamAndClose(Lane lane) {
        TckFixture stage = stage(lane);
        stage.server.otherwise(Response.stream().chunk("a").hang());
        for (int i = 0; i < 10; i++) {
            stage.get().readBytes(1);
        }
        stage.close();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> OTHERS.stream().noneMatch(thread.getName()::startsWith))
                .collect(Collectors.toSet());
    }

    /** Some libraries leave the end of a thread to the garbage collector. */
    @SuppressWarnings("CallToSystemGC")
    private static void collect() {
        System.gc();
    }
}
