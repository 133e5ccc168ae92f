package dev.rivulet.sse.kafka.task;

import dev.rivulet.sse.kafka.records.Event;
import dev.rivulet.sse.kafka.records.Position;
import dev.rivulet.sse.kafka.records.StreamRecords;
import dev.rivulet.sse.kafka.records.UnreadableDataException;
import dev.rivulet.sse.kafka.streams.StreamSpec;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * A stream of this task, through all its sessions. It remembers where it is while it is in no list, because Connect may not
 * have committed yet what was made of its events. Confined to the task's thread, except where said.
 */
final class OwnedStream {
    private final String name;
    private final AtomicBoolean troubled = new AtomicBoolean();
    private StreamSpec spec;
    private StreamRecords records;
    private Position recorded; // after the last event that became a record
    private Position next; // where the next session begins
    private long runs;
    private long discarded; // events of runs up to this one are dropped
    private long ticket;
    private int failures; // since the last record
    private volatile @Nullable StreamRun run;
    private volatile StreamState rest = StreamState.STARTING; // without a run

    OwnedStream(StreamSpec spec, StreamRecords records, Position start) {
        this.name = spec.name();
        this.spec = spec;
        this.records = records;
        this.recorded = start;
        this.next = start;
    }

    /** Any thread. */
    String name() {
        return name;
    }

    StreamSpec spec() {
        return spec;
    }

    /** Changes what the stream is, or how its records are made. It has no run. */
    void become(StreamSpec changed, StreamRecords made) {
        spec = changed;
        records = made;
        failures = 0;
    }

    /** Any thread. */
    StreamState state() {
        StreamRun now = run;
        return now == null ? rest : now.state();
    }

    Position recorded() {
        return recorded;
    }

    Position next() {
        return next;
    }

    /** Makes a former plan to start it void, and identifies the next one. */
    long newTicket() {
        return ++ticket;
    }

    boolean hasTicket(long one) {
        return ticket == one;
    }

    long nextRun() {
        return ++runs;
    }

    void begin(StreamRun started) {
        run = started;
    }

    boolean isRunning(StreamRun one) {
        return run == one;
    }

    /** Its session, if there is one, ends here: it gives no more events, and those that it gave stay in the queue. */
    void halt(EventQueue queue, StreamState then) {
        StreamRun ended = run;
        rest = then;
        run = null;
        newTicket();
        if (ended != null) {
            next = queue.close(ended);
            ended.cancel();
        }
    }

    /** What was received after the last record is dropped, and will be received again. */
    void discardQueued() {
        discarded = runs;
        next = recorded;
    }

    /** How often it has failed since its last record, this time included. */
    int failed() {
        troubled.set(true);
        return ++failures;
    }

    /** Whether this is the first time that it is open after a failure. Any thread. */
    boolean claimsRecovery() {
        return troubled.compareAndSet(true, false);
    }

    /** It was open, but in a session that was halted before this could be reported. Any thread. */
    void returnRecovery() {
        troubled.set(true);
    }

    /** The record of an event of its queue; null if the event is to be dropped. */
    @Nullable
    SourceRecord record(Queued queued) throws UnreadableDataException {
        if (queued.run().number() <= discarded) {
            return null;
        }
        Event event = queued.event();
        SourceRecord made = records.of(event);
        recorded = event.position();
        failures = 0;
        return made;
    }
}
