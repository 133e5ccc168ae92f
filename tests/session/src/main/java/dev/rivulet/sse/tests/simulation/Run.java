package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.testkit.FakeExchange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One run of a schedule, and its closing scene: all is released, silence is waited for, and the session is closed. */
final class Run {
    private static final Duration LONG = Duration.ofDays(400);
    private static final Duration UNTIL_A_LOST_TASK_COMES_AGAIN = Duration.ofSeconds(302);
    private static final Duration UNTIL_CLOSED_WITHOUT_THE_EXECUTOR = Duration.ofSeconds(3);

    private final Schedule schedule;
    private final World world;
    private final Player player;

    Run(Schedule schedule, Interference interference) {
        this.schedule = schedule;
        this.world = new World(schedule.setup(), interference);
        this.player = new Player(world);
    }

    /** What was wrong; null for nothing. */
    @Nullable
    Violation play() {
        try {
            world.start();
            int step = 0;
            for (Move move : schedule.moves()) {
                world.judge.step(++step);
                player.play(move);
                world.checkQuiet();
                if (world.judge.first() != null) {
                    return world.judge.first();
                }
            }
            world.judge.step(step + 1);
            letGo();
            waitForSilence();
            close();
            checkReleased();
        } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
            world.judge.violated(Invariant.CONTRACT, "thrown: " + thrown + at(thrown));
        } finally {
            Line line = world.network.last();
            if (line != null) {
                line.release();
            }
        }
        return world.judge.first();
    }

    private static String at(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        return stack.length == 0 ? "" : " at " + stack[0];
    }

    /** Nothing holds the session back any more. */
    private void letGo() {
        world.tasks.loseNext(0);
        if (world.tasks.hasLost()) {
            world.advance(UNTIL_A_LOST_TASK_COMES_AGAIN, true);
            world.judge.require(
                    !world.tasks.hasLost() || world.watch.isCloseAsked(),
                    Invariant.LOST_TASK,
                    "nothing ran for " + UNTIL_A_LOST_TASK_COMES_AGAIN);
        }
        world.work(Integer.MAX_VALUE);
        world.request(1_000_000);
        player.play(new Move.EndBurst());
        world.work(Integer.MAX_VALUE);
        world.checkQuiet();
        acknowledgeAll();
        world.checkQuiet();
    }

    private void acknowledgeAll() {
        while (world.acknowledge(0)) {
            world.work(Integer.MAX_VALUE);
        }
    }

    /** A connection on which nothing comes is given up. */
    private void waitForSilence() {
        Line line = world.network.last();
        Timeouts timeouts = world.setup.timeouts();
        if (line == null || line.live() == null) {
            return;
        }
        world.network.inside.clear();
        Duration most =
                timeouts.idle().compareTo(timeouts.responseHead()) > 0 ? timeouts.idle() : timeouts.responseHead();
        world.advance(most.multipliedBy(2).plusSeconds(3), true);
        world.judge.require(line.live() == null, Invariant.SILENCE, "still waits for " + line.request.uri());
    }

    private void close() {
        boolean loses = schedule.seed() % 4 == 0; // one of four executors is gone by then
        world.tasks.loseNext(loses ? Integer.MAX_VALUE : 0);
        world.face.close();
        world.work(Integer.MAX_VALUE);
        if (loses) {
            world.advance(UNTIL_CLOSED_WITHOUT_THE_EXECUTOR, false);
        }
        SseSession session = world.face.session();
        if (session != null) {
            SessionState state = session.state();
            boolean completed = session.closed().toCompletableFuture().isDone();
            world.judge.require(
                    state instanceof SessionState.Closed && completed && world.watch.isEnded(),
                    Invariant.ENDS,
                    "closed, and the state is " + state + ", closed() is " + completed);
        }
        acknowledgeAll();
        world.checkEnd();
    }

    private void checkReleased() {
        int timers = world.time.pending();
        world.judge.require(timers == 0, Invariant.RELEASED, timers + " timers are left");
        int buffers = world.pool.outstanding();
        world.judge.require(buffers == 0, Invariant.RELEASED, buffers + " buffers are left");
        world.pool.assertNothingOutstanding();
        Line line = world.network.last();
        FakeExchange live = line == null ? null : line.live();
        world.judge.require(live == null, Invariant.RELEASED, "the exchange is left: " + live);
        world.advance(LONG, true);
        world.judge.require(world.network.last() == line, Invariant.CLOSE_IS_FINAL, "an attempt after the end");
    }
}
