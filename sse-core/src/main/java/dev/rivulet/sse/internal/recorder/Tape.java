package dev.rivulet.sse.internal.recorder;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.internal.recorder.Moment.What;
import dev.rivulet.sse.spi.Scheduler;
import dev.rivulet.sse.spi.TransportRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What the flight recorder keeps of one session: its bytes in the ring, and the last few of all else here. */
public final class Tape implements WireTap {
    private static final AtomicIntegerFieldUpdater<Tape> SEQUENCE =
            AtomicIntegerFieldUpdater.newUpdater(Tape.class, "sequence");

    /** Of about four attempts. */
    private static final int MOST_MOMENTS = 24;

    private final ClientRecorder recorder;
    private final Scheduler clock;
    private final int session;
    private final @Nullable String name;
    private final Stripe stripe;
    private final ReentrantLock lock = new ReentrantLock(); // of the moments
    private final Deque<Moment> moments = new ArrayDeque<>();

    @SuppressWarnings("unused") // by its updater
    private volatile int sequence;

    private volatile long bytes; // on the transport's thread
    private volatile boolean exchanging; // a request was sent, and nothing has ended what it brought

    Tape(ClientRecorder recorder, Scheduler clock, int session, @Nullable String name, Stripe stripe) {
        this.recorder = recorder;
        this.clock = clock;
        this.session = session;
        this.name = name;
        this.stripe = stripe;
    }

    @Nullable
    String name() {
        return name;
    }

    /** What follows says that the exchange under way no longer counts: a time-out, a redirect, the end of the session. */
    private void noteGivenUp() {
        if (exchanging) {
            exchanging = false;
            note(new Moment.GivenUp());
        }
    }

    private void note(What what) {
        lock.lock();
        try {
            var moment = new Moment(SEQUENCE.getAndIncrement(this), clock.nanoTime(), bytes, what);
            if (moments.size() == MOST_MOMENTS) {
                moments.removeFirst();
            }
            moments.addLast(moment);
        } finally {
            lock.unlock();
        }
    }

    private List<Moment> moments() {
        lock.lock();
        try {
            return List.copyOf(moments);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void sending(int attempt, TransportRequest request) {
        noteGivenUp();
        exchanging = true;
        note(new Moment.Sent(attempt, request.method(), request.uri(), Shortened.headers(request.headers())));
    }

    @Override
    public void head(ResponseHead head) {
        note(new Moment.Answered(new ResponseHead(head.status(), Shortened.headers(head.headers()), head.protocol())));
    }

    @Override
    public void bytes(byte[] array, int from, int to) {
        long before = bytes; // no other thread writes it
        stripe.add(session, SEQUENCE.getAndIncrement(this), clock.nanoTime(), before, array, from, to);
        bytes = before + (to - from);
    }

    @Override
    public void end() {
        exchanging = false;
        note(new Moment.Ended());
    }

    @Override
    public void failed(Phase phase, Throwable cause) {
        exchanging = false;
        note(new Moment.Broken(phase, Shortened.text(String.valueOf(cause))));
    }

    @Override
    public void state(SessionState state) {
        if (!(state instanceof SessionState.Open)) {
            noteGivenUp();
        }
        note(new Moment.Said(Shortened.text(StateText.of(state))));
        if (state instanceof SessionState.Closed closed) {
            recorder.ended(this, closed);
        }
    }

    /** The bytes that are kept of it. */
    List<Stripe.Piece> pieces() {
        return stripe.pieces(session);
    }

    /** Any thread. */
    TapeSnapshot snapshot() {
        return new TapeSnapshot(session, moments(), bytes);
    }

    /** Writes what is kept of the session. Any thread. */
    public void dump(Path file) throws IOException {
        recorder.dump(file, this);
    }
}
