package dev.rivulet.sse.internal.recorder;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.internal.JdkModule;
import dev.rivulet.sse.internal.log.CoreLog;
import dev.rivulet.sse.internal.log.Level;
import dev.rivulet.sse.policy.FlightRecorder;
import dev.rivulet.sse.recording.Entry;
import dev.rivulet.sse.recording.RecordingWriter;
import dev.rivulet.sse.spi.Scheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The flight recorder of a client: the ring, and the tapes of its open sessions and of those that ended last. */
public final class ClientRecorder {
    private static final CoreLog LOG = CoreLog.INSTANCE;
    private static final int ENDED_KEPT = 16;

    private final Scheduler clock;
    private final long began;
    private final Instant beganAt;
    private final Ring ring;
    private final @Nullable FailureFiles files;
    private final AtomicInteger sessions = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock(); // of both sets of tapes
    private final Set<Tape> open = new LinkedHashSet<>();
    private final Deque<Tape> ended = new ArrayDeque<>();
    private final AutoCloseable managed;
    private final AtomicBoolean closed = new AtomicBoolean();

    @SuppressWarnings("this-escape") // to a managed bean, which is called after the end of this
    public ClientRecorder(FlightRecorder settings, Scheduler clock) {
        this.clock = clock;
        this.began = clock.nanoTime();
        this.beganAt = clock.now();
        this.ring = new Ring(settings.memory());
        Path directory = settings.directory();
        this.files = directory == null ? null : new FailureFiles(directory);
        this.managed = JdkModule.isPresent("java.management") ? ManagedRecorder.register(this) : () -> {};
    }

    /** What sees a new session. */
    public Tape tape(SseRequest request) {
        int session = sessions.incrementAndGet();
        var tape = new Tape(this, clock, session, request.name(), ring.stripe(session));
        lock.lock();
        try {
            open.add(tape);
        } finally {
            lock.unlock();
        }
        return tape;
    }

    /** A session has ended, on its thread. */
    void ended(Tape tape, SessionState.Closed closed) {
        lock.lock();
        try {
            open.remove(tape);
            if (ended.size() == ENDED_KEPT) {
                ended.removeFirst();
            }
            ended.addLast(tape);
        } finally {
            lock.unlock();
        }
        if (closed.failure() != null && files != null) {
            files.write(tape.name(), clock.now(), file -> dump(file, tape));
        }
    }

    /** Writes what is kept of all open sessions, and of those that ended last. */
    public void dump(Path file) throws IOException {
        List<TapeSnapshot> snapshots = tapes().stream().map(Tape::snapshot).toList();
        Map<Integer, List<Stripe.Piece>> pieces = ring.pieces();
        write(file, snapshots, session -> pieces.getOrDefault(session, List.of()));
    }

    /** Writes what is kept of one session. */
    void dump(Path file, Tape tape) throws IOException {
        TapeSnapshot snapshot = tape.snapshot();
        List<Stripe.Piece> pieces = tape.pieces();
        write(file, List.of(snapshot), session -> pieces);
    }

    private List<Tape> tapes() {
        lock.lock();
        try {
            List<Tape> all = new ArrayList<>(ended);
            all.addAll(open);
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** The client is closed: what it has recorded can still be written by {@link #dump}. */
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            managed.close();
        } catch (Exception thrown) {
            LOG.log(Level.WARNING, "the managed bean of the flight recorder was not removed", thrown);
        }
    }

    private void write(Path file, List<TapeSnapshot> sessions, IntFunction<List<Stripe.Piece>> pieces)
            throws IOException {
        try (RecordingWriter writer = RecordingWriter.open(file, beganAt)) {
            for (TapeSnapshot each : sessions) {
                for (Entry entry : each.entries(writer.newSession(), began, pieces.apply(each.session()))) {
                    writer.write(entry);
                }
            }
        }
    }
}
