package dev.rivulet.sse.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionMetrics;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Sums never decrease, whatever ends while they are read. */
class SessionGroupTest {
    private static final int SESSIONS = 20_000;

    private final SessionGroup group = new SessionGroup(Tags.empty());

    @Test
    void sums_do_not_decrease_while_sessions_begin_and_end() {
        SessionMetrics counted = countedOnce();
        CompletableFuture<Void> living = CompletableFuture.allOf(live(counted), live(counted));
        long last = 0;
        while (!living.isDone()) {
            long events = group.snapshot().counted().events();
            assertThat(events).isGreaterThanOrEqualTo(last);
            last = events;
        }
        living.join();

        assertThat(group.snapshot().counted().events()).isEqualTo(2L * SESSIONS);
        assertThat(group.snapshot().health()).isEmpty();
    }

    /** Some sessions are open at any time, and each of them ends. */
    private CompletableFuture<Void> live(SessionMetrics counted) {
        return CompletableFuture.runAsync(
                () -> {
                    var watching = new WatchedSession[16];
                    for (int i = 0; i < SESSIONS; i++) {
                        WatchedSession before = watching[i % watching.length];
                        if (before != null) {
                            before.counted(counted);
                        }
                        watching[i % watching.length] = group.watch(new StillSession(() -> counted));
                    }
                    for (WatchedSession each : watching) {
                        each.counted(counted);
                    }
                },
                work -> new Thread(work).start());
    }

    private static SessionMetrics countedOnce() {
        var rig = new Rig();
        var session = rig.subscribe();
        rig.server().open().bytes("data: a\n\n");
        return session.metrics();
    }

    @Test
    void a_session_that_ends_during_a_snapshot_counts_once() {
        SessionMetrics counted = countedOnce();
        WatchedSession[] watching = new WatchedSession[2];
        for (int i = 0; i < watching.length; i++) {
            int other = 1 - i;
            watching[i] = group.watch(new StillSession(() -> {
                watching[other].counted(counted); // the first to be looked at ends the second
                return counted;
            }));
        }

        assertThat(group.snapshot().counted().events()).isEqualTo(2);
        assertThat(group.snapshot().counted().events()).isEqualTo(2);
    }

    @Test
    void a_session_that_ends_twice_counts_once() {
        SessionMetrics counted = countedOnce();
        WatchedSession session = group.watch(new StillSession(() -> counted));
        session.counted(counted);
        session.counted(counted);

        assertThat(group.snapshot().counted().events()).isEqualTo(1);
    }
}
