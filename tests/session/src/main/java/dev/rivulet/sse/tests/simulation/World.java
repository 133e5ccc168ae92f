package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.testkit.CheckingPool;
import dev.rivulet.sse.testkit.VirtualTime;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A session and all that surrounds it. Everything happens on one thread. */
final class World implements LastEventIdStore {
    private static final int IN_FLIGHT = 2;
    private static final int MOST_DUE_AT_ONCE = 1000;
    private static final Duration LONGEST_QUANTUM =
            Duration.ofMillis(10); // twice the five that a handler of even pace is given

    final Setup setup;
    final Interference interference;
    final Judge judge = new Judge();
    final VirtualTime time = new VirtualTime();
    final CheckingPool pool = new CheckingPool();
    final ModelServer server;
    final Oracle oracle;
    final Network network;
    final Watch watch;
    final ReconnectionCheck reconnection;
    final Face face;
    final TaskQueue tasks = new TaskQueue(this::beforeTask, this::afterTask);
    private @Nullable String saved;
    private boolean working;
    private Duration handling = Duration.ZERO;
    private Duration taskBegan = Duration.ZERO;
    private int unparsed;
    private long instant;
    private int dueInInstant;

    World(Setup setup, Interference interference) {
        this.setup = setup;
        this.interference = interference;
        this.server = new ModelServer(setup);
        this.oracle = new Oracle(setup, interference.rule().apply(setup.dedup()), judge);
        this.network = new Network(this);
        this.watch = new Watch(this);
        this.reconnection = new ReconnectionCheck(this);
        this.face = setup.face() == Setup.Face.FLOW ? new Face.Asking(this) : new Face.Called(this);
    }

    void start() {
        SseClient client = SseClient.builder()
                .transport(network)
                .bufferPool(pool)
                .scheduler(interference.scheduler().apply(new WatchedTime(time, this::timerDue)))
                .random(new SplittableRandom(setup.jitter())::nextDouble)
                .build();
        Delivery plain = setup.inline() ? Delivery.inline() : Delivery.on(tasks);
        Delivery delivery = setup.unacknowledged() == 0 ? plain : plain.manualAcknowledgement(setup.unacknowledged());
        SseRequest request = setup.request().delivery(delivery).lastEventIdStore(this);
        face.start(client, interference.request().apply(request));
    }

    // --- the store of the cursor

    @Override
    public @Nullable String load() {
        return null;
    }

    @Override
    public void save(String lastEventId) {
        saved = lastEventId;
        oracle.committed(lastEventId);
    }

    /** The committed cursor, as far as this face shows it; null where it does not. */
    @Nullable
    String committed() {
        SseSession session = face.session();
        return session == null ? null : session.lastEventId();
    }

    /** At the end, what was handled is committed, and what was committed is saved. */
    void checkEnd() {
        String cursor = committed();
        String last = cursor == null ? saved : cursor;
        judge.require(
                last == null || oracle.trail.allowsAtEnd(last),
                Invariant.CURSOR,
                "at the end the committed cursor is \"" + last + "\", expected one of " + oracle.trail);
        judge.require(
                saved == null || saved.equals(last),
                Invariant.CURSOR,
                "saved \"" + saved + "\", committed \"" + cursor + "\"");
    }

    void checkCursor() {
        String cursor = committed();
        if (cursor != null) {
            oracle.committed(cursor);
        }
    }

    // --- what moves do

    void act(Move.Act act) {
        switch (act) {
            case CLOSE -> face.close();
            case RECONNECT -> reconnect();
            case ACKNOWLEDGE -> acknowledge(0);
            case REQUEST_ONE -> request(1);
            case THROW -> {}
        }
    }

    private void reconnect() {
        SseSession session = face.session();
        if (session != null) {
            reconnection.reconnectAsked();
            session.reconnect();
        }
    }

    /** False if no event waits for its acknowledgement. */
    boolean acknowledge(int which) {
        if (setup.inline()) {
            unparsed = 0;
        }
        return oracle.trail.acknowledge(which);
    }

    void request(int events) {
        face.request(events);
        if (setup.inline()) {
            unparsed = 0;
        }
    }

    void work(int most) {
        tasks.run(most);
    }

    /** Moves time on, and where the executor is asked to, lets it work as soon as something is due. */
    void advance(Duration by, boolean working) {
        Duration left = by;
        Duration next = time.untilNext();
        while (working && next != null && next.compareTo(left) <= 0) {
            time.advance(next);
            left = left.minus(next);
            tasks.run(Integer.MAX_VALUE);
            next = time.untilNext();
        }
        time.advance(left);
    }

    /** Bursts have been parsed, it is unknown how many, or are of no interest any more. */
    void parsed() {
        unparsed = 0;
    }

    /** Whether an event would be taken now. */
    private boolean isReady() {
        return face.isReady() && oracle.trail.hasRoom();
    }

    private void timerDue() {
        long now = time.nanoTime();
        dueInInstant = now == instant ? dueInInstant + 1 : 1;
        instant = now;
        if (dueInInstant > MOST_DUE_AT_ONCE) {
            judge.violated(Invariant.NO_SPIN, dueInInstant + " timers were due in one instant");
            throw new IllegalStateException("stopped");
        }
        if (setup.inline()) {
            firstEventOverdue();
        }
    }

    private void firstEventOverdue() {
        Line line = network.last();
        if (line != null) {
            line.firstEventOverdue(time.nanoTime());
        }
    }

    /** How long the handler takes for each event. */
    void handling(Duration time) {
        handling = time;
    }

    /** An event has been handled, which takes time where the executor runs the handler. */
    void handled() {
        if (!setup.inline() && !handling.isZero()) {
            time.advance(handling);
        }
    }

    private void beforeTask() {
        working = true;
        taskBegan = time.elapsed();
        firstEventOverdue();
    }

    private void afterTask() {
        working = false;
        Duration took = time.elapsed().minus(taskBegan);
        judge.require(
                took.compareTo(LONGEST_QUANTUM.plus(handling)) <= 0,
                Invariant.FAIR_SHARE,
                "a task took " + took + ", with " + handling + " an event");
        if (isReady()) {
            unparsed = 0;
        }
    }

    /** A burst has come to the session; one without bytes needs no parsing where nothing waits before it. */
    void burstEnded(boolean empty) {
        boolean mayParse = working || (setup.inline() && isReady());
        if (!mayParse && !watch.isCloseAsked() && (!empty || unparsed > 0)) {
            unparsed++;
            judge.require(unparsed <= IN_FLIGHT, Invariant.TWO_BURSTS, unparsed + " bursts came, and none was parsed");
        }
    }

    /** That nothing is left to do that could be done. */
    void checkQuiet() {
        checkCursor();
        Line line = network.last();
        boolean stopped = watch.isCloseAsked() || watch.hasThrown() || watch.isEnded();
        boolean quiet = tasks.isEmpty() && !tasks.hasLost() && isReady() && (line == null || !line.isBurstOpen());
        if (quiet && !stopped && !oracle.isBroken()) {
            SseSession session = face.session();
            oracle.settled(
                    session == null ? saved == null ? setup.firstId() : saved : session.lastEventId(), "at rest");
        }
    }
}
