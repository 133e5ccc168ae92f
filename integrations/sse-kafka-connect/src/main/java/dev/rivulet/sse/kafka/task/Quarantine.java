package dev.rivulet.sse.kafka.task;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Streams that failed for good: reported, and tried again on a slow schedule. Confined to the task's thread. */
final class Quarantine {
    private final EventQueue queue;
    private final Agenda agenda;
    private final Delays delays;
    private final StatusReports reports;
    private final LongAdder count = new LongAdder();

    Quarantine(EventQueue queue, Agenda agenda, Delays delays, StatusReports reports) {
        this.queue = queue;
        this.agenda = agenda;
        this.delays = delays;
        this.reports = reports;
    }

    /** Its session has ended, or could not begin. What it brought before stays queued. */
    void add(OwnedStream stream, FailureText failure) {
        stream.halt(queue, StreamState.QUARANTINED);
        Duration delay = delays.ofRetry(stream.failed());
        agenda.add(stream, delay);
        count.increment();
        reports.quarantined(stream, failure, delay);
    }

    /** An event of it cannot become a record: that one and all after it will be received again. */
    void addAtEvent(OwnedStream stream, boolean owned, FailureText failure) {
        stream.halt(queue, StreamState.QUARANTINED);
        stream.discardQueued();
        if (owned) {
            add(stream, failure);
        }
    }

    /** Its stored position cannot be used: nothing changes before the user alters it. */
    void addUntilRestart(OwnedStream stream, FailureText failure, Map<String, Object> offset) {
        stream.halt(queue, StreamState.QUARANTINED);
        count.increment();
        reports.unusable(stream, failure, offset);
    }

    /** How often a stream was quarantined. Any thread. */
    long count() {
        return count.sum();
    }
}
