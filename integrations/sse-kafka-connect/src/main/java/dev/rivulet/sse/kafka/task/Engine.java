package dev.rivulet.sse.kafka.task;

import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.kafka.config.Settings;
import dev.rivulet.sse.kafka.records.StatusRecords;
import dev.rivulet.sse.kafka.records.UnreadableDataException;
import dev.rivulet.sse.kafka.streams.StreamList;
import dev.rivulet.sse.kafka.streams.StreamSpec;
import dev.rivulet.sse.spi.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a task does. Everything about its streams happens on the thread that polls: starts, retries, changes of the list, and
 * the conversion of events. So a task that is not polled, because it is paused or the broker is slow, starts nothing, and
 * its sockets are not read once the queue is full. Nothing of a poll looks at all streams, except after the list has changed.
 */
public final class Engine implements StreamList.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final int STARTS_A_POLL = 64;
    private static final Duration OFFSETS_RETRY = Duration.ofSeconds(5);

    private final int pollEvents;
    private final long waitNanos;
    private final Scheduler time;
    private final EventQueue queue;
    private final Notices notices;
    private final Batch batch = new Batch();
    private final StatusReports reports;
    private final Agenda agenda;
    private final Quarantine quarantine;
    private final SessionStarter starter;
    private final Roster roster;
    private final Acknowledgements acknowledgements;
    private final LongAdder events = new LongAdder();
    private final LongAdder listFailures = new LongAdder();
    private final AtomicReference<@Nullable List<StreamSpec>> list = new AtomicReference<>();
    private long listDue;
    private volatile boolean closed;

    /**
     * Opens no stream before it is polled.
     *
     * @param client makes the client of this task, which the engine closes
     * @param wait how long a poll waits for the first event
     * @throws IllegalStateException if the client cannot be made
     */
    public Engine(
            Settings settings,
            SseClient.Builder client,
            OffsetStorageReader offsets,
            Scheduler time,
            RandomGenerator random,
            Duration wait) {
        this.time = time;
        this.listDue = time.nanoTime();
        this.pollEvents = settings.queue().pollEvents();
        this.waitNanos = wait.toNanos();
        this.queue = new EventQueue(settings.queue());
        this.notices = new Notices(queue::wake);
        String topic = settings.records().statusTopic();
        this.reports = new StatusReports(
                batch,
                time,
                topic == null
                        ? null
                        : new StatusRecords(topic, settings.records().value()));
        this.agenda = new Agenda(time);
        var delays = new Delays(settings.retry(), random);
        this.quarantine = new Quarantine(queue, agenda, delays, reports);
        this.roster = new Roster(settings, new StoredPositions(offsets), queue, agenda, delays, quarantine);
        this.acknowledgements = new Acknowledgements(time);
        this.starter = new SessionStarter(settings, client, time, queue, notices);
    }

    /** The list is taken over by the next poll. Any thread. */
    @Override
    public void streams(List<StreamSpec> all) {
        list.set(all);
        queue.wake();
    }

    /** The list has logged it. */
    @Override
    public void failed(String message) {
        listFailures.increment();
    }

    /** As {@code SourceTask.poll}; null if nothing has come for a while, and after {@link #close()}. */
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        if (closed) {
            return null;
        }
        adopt();
        settle();
        boolean more = start();
        long wait = more || !batch.isEmpty() ? 0 : agenda.nanosUntilNext(waitNanos);
        for (Queued each : queue.take(pollEvents, wait)) {
            convert(each);
        }
        for (StreamRun next = queue.unpark(); next != null; next = queue.unpark()) {
            next.request();
        }
        return closed || batch.isEmpty() ? null : batch.take();
    }

    private void adopt() {
        if (list.get() == null || listDue - time.nanoTime() > 0) {
            return;
        }
        List<StreamSpec> all = list.getAndSet(null);
        if (all == null) {
            return;
        }
        try {
            roster.adopt(all);
        } catch (ConnectException e) {
            if (!closed) {
                list.compareAndSet(null, all);
                listDue = time.nanoTime() + OFFSETS_RETRY.toNanos();
                LOG.warn("Connect's offsets cannot be read: the new streams of the list start later", e);
            }
        }
    }

    private void settle() {
        for (Notices.Notice each = notices.poll(); each != null; each = notices.poll()) {
            OwnedStream stream = each.run().stream();
            if (!stream.isRunning(each.run())) { // it was halted
                if (each.closed() == null) {
                    stream.returnRecovery();
                }
                continue;
            }
            if (each.closed() == null) {
                reports.recovered(stream);
            } else if (each.closed().reason() == Reason.FAILED) {
                quarantine.add(stream, FailureText.of(each.closed()));
            } else {
                stream.halt(queue, StreamState.ENDED);
                reports.ended(stream, each.closed().message());
            }
        }
    }

    /** Whether more streams are due. */
    private boolean start() {
        for (int i = 0; i < STARTS_A_POLL && !closed; i++) {
            OwnedStream due = agenda.poll();
            if (due == null) {
                return false;
            }
            start(due);
        }
        return true;
    }

    private void start(OwnedStream stream) {
        try {
            starter.start(stream);
        } catch (RuntimeException e) {
            if (!closed) {
                quarantine.add(stream, new FailureText("bad_request", "Its request cannot be made: " + e.getMessage()));
            }
        }
    }

    private void convert(Queued queued) {
        OwnedStream stream = queued.run().stream();
        try {
            SourceRecord made = stream.record(queued);
            if (made != null) {
                batch.add(made);
                events.increment();
            }
        } catch (UnreadableDataException e) {
            String text = "An event of type \"" + queued.event().type() + "\" with the id \""
                    + queued.event().position().id() + "\" cannot become a record: " + e.getMessage()
                    + ". Set json.malformed=string to pass such data as it is.";
            quarantine.addAtEvent(stream, roster.has(stream), new FailureText("unreadable_data", text));
        } catch (RuntimeException e) {
            LOG.error("An event of stream {} cannot become a record: this is a bug", stream.name(), e);
            quarantine.addAtEvent(
                    stream, roster.has(stream), new FailureText("unexpected_error", "Unexpected: " + e + "."));
        }
    }

    /** As {@code SourceTask.commitRecord}. Any thread. */
    public void committed(SourceRecord record, @Nullable RecordMetadata metadata) {
        acknowledgements.add(record, metadata);
    }

    /** What is counted. Reading some of it looks at all streams. Any thread. */
    public List<Meter> meters() {
        return Meters.of(this, queue, roster, quarantine, starter, acknowledgements);
    }

    long events() {
        return events.sum();
    }

    long listFailures() {
        return listFailures.sum();
    }

    /** Closes all sessions; polls return null from then on. Never waits. Any thread. Idempotent. */
    @Override
    public void close() {
        closed = true;
        queue.close();
        starter.close();
    }
}
