package dev.rivulet.sse.kafka.task;

import dev.rivulet.sse.SessionState;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What sessions report to the task's thread, at most two notices a session. Any thread. */
final class Notices {
    /**
     * A change of a session.
     *
     * @param closed how it ended; null if it was opened
     */
    record Notice(StreamRun run, SessionState.@Nullable Closed closed) {}

    private final Queue<Notice> notices = new ConcurrentLinkedQueue<>();
    private final Runnable wake;

    /** With what wakes the task's thread. */
    Notices(Runnable wake) {
        this.wake = wake;
    }

    /** The first connection after a failure is open. */
    void opened(StreamRun run) {
        if (run.stream().claimsRecovery()) {
            add(new Notice(run, null));
        }
    }

    void closed(StreamRun run, SessionState.Closed closed) {
        add(new Notice(run, closed));
    }

    private void add(Notice notice) {
        notices.add(notice);
        wake.run();
    }

    @Nullable
    Notice poll() {
        return notices.poll();
    }
}
