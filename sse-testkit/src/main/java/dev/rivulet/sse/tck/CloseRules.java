package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rivulet.sse.testkit.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules of {@code Transport}: the end, and what it leaves. */
abstract class CloseRules extends Topic {
    private static final long PATIENCE_MILLIS = 15_000;

    /** Threads that the JVM and the server of the tests make, or that are one for the whole process. */
    private static final Set<String> OTHERS = Set.of(
            "scripted-server", "Common-Cleaner", "ForkJoinPool", "process reaper", "Attach", "VirtualThread", "junit");

    CloseRules(Subject subject) {
        super(subject);
    }

    @ParameterizedTest
    @EnumSource
    void close_1_behind_it_open_throws_and_connects_nothing(Lane lane) {
        Stage stage = stage(lane);
        stage.transport.close();
        assertThrows(IllegalStateException.class, stage::get);
        assertEquals(0, stage.server.connections());
    }

    @ParameterizedTest
    @EnumSource
    void close_2_it_cancels_what_is_open_and_closes_what_is_kept(Lane lane) {
        Stage stage = stage(lane);
        stage.server.otherwise(Response.stream().chunk("a").hang());
        List<Recording> streams = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Recording stream = stage.get();
            stream.readBytes(1);
            streams.add(stream);
        }
        stage.server.respond(Response.status(204));
        stage.get().awaitEnd(); // leaves an idle connection
        stage.transport.close();
        eventually(() -> stage.server.openConnections() == 0, () -> stage.server.openConnections() + " connections");
        for (Recording stream : streams) {
            assertEquals(0, stream.count("end") + stream.count("failed"), "cancelled is silent");
        }
    }

    @Test
    void close_3_it_may_be_called_inside_a_callback_and_again() {
        Stage stage = stage(Lane.HTTP_1_1, Response.stream().chunk("a").hang());
        Recording recording = stage.recording();
        stage.get(recording.inside("bytes", stage.transport::close)).read();
        stage.server.awaitDisconnect(1);
        stage.transport.close();
    }

    @Test
    void close_3_while_exchanges_are_being_opened_it_leaves_none() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            Stage stage = stage(Lane.HTTP_1_1);
            stage.server.otherwise(Response.stream().chunk("a").hang());
            var opening = new Thread(() -> {
                try {
                    while (true) {
                        stage.get().read();
                    }
                } catch (IllegalStateException closed) {
                    // as it should be
                }
            });
            opening.start();
            Thread.sleep(5);
            stage.transport.close();
            opening.join(5_000);
            assertEquals(Thread.State.TERMINATED, opening.getState());
            eventually(() -> stage.server.openConnections() == 0, () -> "connections are open");
        }
    }

    @ParameterizedTest
    @EnumSource
    void close_4_no_thread_is_left(Lane lane) {
        Set<Thread> before = threads();
        Stage stage = stage(lane);
        stage.server.otherwise(Response.stream().chunk("a").hang());
        for (int i = 0; i < 10; i++) {
            stage.get().readBytes(1);
        }
        stage.close();
        eventually(
                () -> before.containsAll(threads()),
                () -> threads().stream()
                        .filter(thread -> !before.contains(thread))
                        .toList());
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> OTHERS.stream().noneMatch(thread.getName()::startsWith))
                .collect(Collectors.toSet());
    }

    private static void eventually(
            java.util.function.BooleanSupplier condition, java.util.function.Supplier<Object> left) {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("left after " + PATIENCE_MILLIS + " ms: " + left.get());
            }
            collect();
        }
    }

    /** Some libraries leave the end of a thread to the garbage collector. */
    @SuppressWarnings("CallToSystemGC")
    private static void collect() {
        System.gc();
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
