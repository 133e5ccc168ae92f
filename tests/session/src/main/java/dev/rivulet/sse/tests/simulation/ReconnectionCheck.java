package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Judges how long the session waits, how often it tries, and why it gives up. */
final class ReconnectionCheck {
    private static final Duration LONGEST = Duration.ofDays(10_000);

    private final World world;
    private final ReconnectPolicy policy;
    private Duration notBefore = Duration.ZERO; // the next attempt
    private int losses; // in a row, without anything new
    private @Nullable Line judged; // whose loss was counted
    private boolean reconnectAsked;
    private int failures; // in a row, for certain
    private @Nullable Duration waitsSince;
    private Duration waited = Duration.ZERO; // before the exchange under way

    ReconnectionCheck(World world) {
        this.world = world;
        this.policy = world.setup.reconnect();
    }

    /** Another exchange is opened, after {@code before}. */
    void opening(@Nullable Line before) {
        if (before == null || (before.reply() instanceof Reply.Other other && other.isFollowed())) {
            return;
        }
        boolean asked = reconnectAsked;
        reconnectAsked = false;
        boolean lost = before != judged && (!asked || before.hasProgressed());
        if (lost) {
            count(before, false);
            losses++;
        }
        waited = waitedBefore(asked);
        waitsSince = null;
        if (asked) {
            failures = before.broughtAnything() ? 0 : failures;
            return;
        }
        Duration early = notBefore.minus(world.time.elapsed());
        require(early.isNegative() || early.isZero(), "opened " + early + " before the delay was over");
        boolean once = world.setup.method() == Setup.Method.POST && before.reply() instanceof Reply.Stream;
        require(!once, "a POST was sent again after its stream was open");
        require(policy.mode() != ReconnectPolicy.Mode.NEVER, "opened again, against NEVER");
        require(
                policy.mode() == ReconnectPolicy.Mode.ALWAYS || world.oracle.events() == 0,
                "opened again after an event, against BEFORE_FIRST_EVENT");
    }

    /** The longest that it may have been: a face that shows no states shows no waits either. */
    private Duration waitedBefore(boolean asked) {
        if (waitsSince != null) {
            return world.time.elapsed().minus(waitsSince);
        }
        return asked && world.setup.face() == Setup.Face.SUBSCRIBER ? Duration.ZERO : LONGEST;
    }

    /** The user asks for another connection: the policy does not hold for the next one. */
    void reconnectAsked() {
        reconnectAsked = true;
    }

    void backingOff(SessionState.BackingOff state) {
        Line line = world.network.last();
        if (line == null) {
            return;
        }
        waitsSince = world.time.elapsed();
        count(line, isClean(state.failure()));
        require(
                policy.maxAttempts() == 0 || failures < policy.maxAttempts(),
                failures + " failures in a row, and another attempt");
        Duration asked = line.waiting().least(world.time.now());
        Duration least = floor(asked);
        Duration most = floor(line.waiting().until() == null ? line.waiting().time() : Duration.ofSeconds(20));
        require(asked.compareTo(policy.maxServerDelay()) <= 0, "waits although the server asks for " + asked);
        judge(state, line, least, most);
        Duration delay = state.delay();
        notBefore = world.time.elapsed().plus(delay.compareTo(LONGEST) > 0 ? LONGEST : delay);
        losses++;
    }

    private void count(Line line, boolean clean) {
        judged = line;
        if (isSuccess(line, clean)) {
            losses = 0;
        }
        failures = line.hasProgressed() || line.broughtAnything() ? 0 : failures + 1;
    }

    /** Whether losses are counted anew, for certain. */
    private boolean isSuccess(Line line, boolean clean) {
        boolean polled = clean && world.oracle.retryMillis() >= 0;
        return line.hasProgressed() && (line.hasMoved() || polled || line.isOpenFor(waited));
    }

    private static boolean isClean(@Nullable Failure failure) {
        return failure instanceof Failure.StreamEnded || failure instanceof Failure.Truncated;
    }

    private void judge(SessionState.BackingOff state, Line line, Duration least, Duration most) {
        boolean mayPoll = isClean(state.failure()) && world.oracle.retryMillis() >= 0 && line.broughtAnything();
        boolean polls = mayPoll && line.hasProgressed();
        Duration poll = most.plusNanos(nanos(most) / 5);
        Duration jitter = most.plusNanos(width());
        Duration longest = polls || (mayPoll && poll.compareTo(jitter) > 0) ? poll : jitter;
        require(
                state.delay().compareTo(least) >= 0 && state.delay().compareTo(longest) <= 0,
                "the delay is " + state.delay() + " after " + state.failure() + ", expected " + least + " to " + longest
                        + ", loss " + losses + " in a row");
    }

    private Duration floor(Duration asked) {
        long retry = world.oracle.retryMillis();
        Duration sent = retry < 0 ? Duration.ZERO : Duration.ofMillis(retry);
        Duration said = sent.compareTo(policy.maxServerDelay()) > 0 ? policy.maxServerDelay() : sent;
        Duration floor = retry >= 0 && said.compareTo(policy.minServerDelay()) < 0 ? policy.minServerDelay() : said;
        return floor.compareTo(asked) > 0 ? floor : asked;
    }

    private long width() {
        double width = Math.min((double) nanos(policy.maxDelay()), nanos(policy.initialDelay()) * Math.pow(2, losses));
        return (long) width;
    }

    private static long nanos(Duration time) {
        return (time.compareTo(LONGEST) > 0 ? LONGEST : time).toNanos();
    }

    /** Why the session may have ended. */
    void closed(SessionState.Closed end) {
        Line line = world.network.last();
        boolean stopped = world.watch.isCloseAsked() || world.watch.hasThrown();
        boolean total =
                end.failure() instanceof Failure.TimedOut timedOut && timedOut.kind() == Failure.TimedOut.Kind.TOTAL;
        if (!stopped && !total) {
            world.oracle.settled(world.committed(), "at the end");
        }
        if (line != null) {
            count(line, end.reason() == SessionState.Closed.Reason.SERVER_ENDED || isClean(end.failure()));
        }
        boolean reason = switch (end.reason()) {
            case CLOSED -> world.watch.isCloseAsked();
            case NO_CONTENT -> line != null && line.reply() instanceof Reply.Other other && other.status() == 204;
            case END_MARKER -> false;
            case SERVER_ENDED -> line != null && mayGiveUp(line);
            case FAILED -> end.failure() != null && isReason(end.failure(), line);
        };
        world.judge.require(reason, Invariant.REASON, "ended with " + end);
    }

    private boolean isReason(Failure failure, @Nullable Line line) {
        if (failure instanceof Failure.HandlerFailed) {
            return world.watch.hasThrown();
        } else if (line == null) {
            return false;
        } else if (failure instanceof Failure.LimitExceeded limit) {
            return line.mayBreach() || limit.option().equals("Limits.redirects");
        } else if (failure instanceof Failure.ServerDelayTooLong) {
            return Duration.ofSeconds(20).compareTo(policy.maxServerDelay()) > 0
                    || line.waiting().time().compareTo(policy.maxServerDelay()) > 0;
        } else if (failure instanceof Failure.TimedOut timedOut && timedOut.kind() == Failure.TimedOut.Kind.TOTAL) {
            return true;
        }
        return !failure.retryable() || mayGiveUp(line);
    }

    private boolean mayGiveUp(Line line) {
        return policy.mode() == ReconnectPolicy.Mode.NEVER
                || (policy.mode() == ReconnectPolicy.Mode.BEFORE_FIRST_EVENT && world.oracle.events() > 0)
                || (policy.maxAttempts() > 0 && losses + 1 >= policy.maxAttempts() && !isSuccess(line, false))
                || !policy.maxElapsed().isZero()
                || world.setup.method() == Setup.Method.POST;
    }

    private void require(boolean holds, String detail) {
        world.judge.require(holds, Invariant.DELAY, detail);
    }
}
