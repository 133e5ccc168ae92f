package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.Dedup;
import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.tests.simulation.Move.Act;
import dev.rivulet.sse.tests.simulation.Move.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes a schedule from a seed. It favours what leads somewhere: connections that open, bring something, and end. */
final class Composer {
    private static final int[] STATUSES = {
        200, 201, 204, 301, 302, 307, 308, 400, 401, 404, 408, 412, 429, 500, 501, 503
    };
    private static final Block.Kind[] USUAL = {
        Block.Kind.ONE_ID, Block.Kind.STATE, Block.Kind.REFRESH, Block.Kind.GREETING, Block.Kind.SAME_ID
    };
    private static final int[] GAPS = {0, 1, 7, 90, 400, 1000, 2500, 5000, 12_000, 31_000, 90_000, 700_000};

    private final long seed;
    private final SplittableRandom random;
    private final List<Move> moves = new ArrayList<>();
    private Setup setup = Setup.plain();
    private Block.Kind usual = Block.Kind.EVENT;

    Composer(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    Schedule compose() {
        setup = setup();
        if (chance(5)) {
            setup = setup.undisturbed();
            moves.addAll(new Visits(random, setup).compose());
            return new Schedule(seed, setup, moves);
        }
        usual = chance(3) ? pick(USUAL) : Block.Kind.EVENT;
        if (chance(3)) {
            moves.add(publish());
        }
        int connections = 1 + random.nextInt(5);
        for (int i = 0; i < connections; i++) {
            connection();
        }
        return new Schedule(seed, setup, moves);
    }

    private void connection() {
        if (chance(5)) {
            add(new Move.AnswerInside(
                    chance(6) ? null : reply(), chance(2) ? 9999 : random.nextInt(60), chance(2) ? End.NONE : end()));
        }
        if (moves.size() > 1) {
            add(new Move.Advance(gap()));
        }
        add(new Move.Answer(reply()));
        int steps = random.nextInt(8);
        for (int i = 0; i < steps; i++) {
            add(step());
        }
        if (!chance(6)) {
            add(new Move.Finish(end()));
        }
    }

    private void add(Move move) {
        moves.add(move);
        if (!setup.inline() && !chance(4)) {
            moves.add(new Move.Work(1 + random.nextInt(3)));
        }
        if (!setup.inline() && chance(30)) {
            moves.add(
                    chance(2)
                            ? new Move.Lose(1 + random.nextInt(2))
                            : new Move.Handling(Duration.ofNanos(random.nextInt(3_000_000))));
        }
        if (setup.unacknowledged() > 0 && chance(2)) {
            moves.add(new Move.Acknowledge(random.nextInt(3)));
        }
        if (setup.face() == Setup.Face.FLOW && chance(2)) {
            moves.add(new Move.Request(1 + random.nextInt(3)));
        }
    }

    private Move step() {
        return switch (random.nextInt(26)) {
            case 0, 1, 2, 3, 4, 5, 6 -> publish();
            case 7, 8, 9, 10 -> new Move.Send(9999, 1 + random.nextInt(3));
            case 11, 12, 13 -> new Move.Send(random.nextInt(80), random.nextInt(4));
            case 14 -> new Move.Send(0, 1);
            case 15 -> new Move.EndBurst();
            case 16 -> new Move.Flood(1 + random.nextInt(20), 1 + random.nextInt(70));
            case 17, 18, 19 -> new Move.Advance(gap());
            case 20 -> chance(3) ? new Move.Restart() : publish();
            case 21 -> chance(2) ? new Move.Now(act(false)) : new Move.Send(9999, 1);
            case 22 -> chance(2) ? new Move.InEvent(random.nextInt(4), act(true)) : publish();
            case 23 -> chance(2) ? new Move.InState(random.nextInt(5), act(true)) : publish();
            case 24 -> new Move.Finish(end());
            default -> new Move.Work(9);
        };
    }

    private Act act(boolean inside) {
        return inside && chance(3)
                ? Act.THROW
                : chance(3) ? chance(2) ? Act.REQUEST_ONE : Act.ACKNOWLEDGE : chance(2) ? Act.RECONNECT : Act.CLOSE;
    }

    private Move publish() {
        List<Block> blocks = new ArrayList<>();
        int count = chance(4) ? random.nextInt(12) : 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            blocks.add(block());
        }
        return new Move.Publish(List.copyOf(blocks));
    }

    private Block block() {
        Block.Kind kind = chance(3) ? pick(Block.Kind.values()) : usual;
        Block.LineEnd end = chance(3) ? pick(Block.LineEnd.values()) : Block.LineEnd.LF;
        return new Block(kind, end, random.nextInt(20));
    }

    private Reply reply() {
        if (!chance(5)) {
            return new Reply.Stream(chance(12), chance(8));
        }
        return new Reply.Other(
                STATUSES[random.nextInt(STATUSES.length)],
                pick(Reply.Wait.values()),
                pick(Reply.Leads.values()),
                !chance(4));
    }

    private End end() {
        return chance(3) ? End.CLEAN : new End(chance(2) ? Phase.BODY : pick(Phase.values()), chance(9));
    }

    private Duration gap() {
        return Duration.ofMillis(GAPS[random.nextInt(GAPS.length)]);
    }

    private <T> T pick(T[] from) {
        return from[random.nextInt(from.length)];
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    // --- the setup

    private Setup setup() {
        boolean flow = chance(4);
        return new Setup(
                flow ? Setup.Face.FLOW : Setup.Face.SUBSCRIBER,
                chance(2),
                pick(Setup.Resume.values()),
                random.nextInt(8),
                chance(8),
                chance(6) ? chance(2) ? Setup.Method.POST : Setup.Method.REPEATABLE_POST : Setup.Method.GET,
                chance(6) ? String.valueOf(random.nextInt(4)) : "",
                dedup(),
                reconnect(),
                timeouts(),
                limits(),
                chance(5) ? 1 + random.nextInt(5) : 0,
                random.nextInt(1000));
    }

    private Dedup dedup() {
        Dedup rule = switch (random.nextInt(8)) {
            case 0 -> Dedup.byId();
            case 1 -> Dedup.always();
            case 2 -> Dedup.off();
            default -> Dedup.defaults();
        };
        return chance(2) ? rule.remembered(1 + random.nextInt(20)) : rule;
    }

    private ReconnectPolicy reconnect() {
        ReconnectPolicy policy = ReconnectPolicy.defaults();
        policy = chance(3) ? policy.initialDelay(Duration.ofMillis(random.nextInt(3) * 50L)) : policy;
        policy = chance(4) ? policy.maxDelay(Duration.ofMillis(random.nextInt(3000))) : policy;
        policy = chance(6) ? policy.minServerDelay(Duration.ofMillis(random.nextInt(3) * 5L)) : policy;
        policy = chance(6) ? policy.maxServerDelay(Duration.ofSeconds(random.nextInt(10))) : policy;
        policy = chance(5) ? policy.maxAttempts(1 + random.nextInt(4)) : policy;
        policy = chance(12) ? policy.maxElapsed(Duration.ofSeconds(1 + random.nextInt(60))) : policy;
        policy = chance(4) ? policy.stableAfter(Duration.ofSeconds(random.nextInt(5))) : policy;
        return chance(8)
                ? policy.mode(chance(2) ? ReconnectPolicy.Mode.NEVER : ReconnectPolicy.Mode.BEFORE_FIRST_EVENT)
                : policy;
    }

    private Timeouts timeouts() {
        Timeouts times = Timeouts.defaults();
        times = chance(3) ? times.idle(Duration.ofMillis(1 + random.nextInt(9000))) : times;
        times = chance(3) ? times.responseHead(Duration.ofMillis(1 + random.nextInt(9000))) : times;
        times = chance(6) ? times.firstEvent(Duration.ofMillis(1 + random.nextInt(9000))) : times;
        times = chance(10) ? times.connectionAge(Duration.ofMillis(1 + random.nextInt(90_000))) : times;
        return chance(12) ? times.total(Duration.ofMillis(1 + random.nextInt(200_000))) : times;
    }

    private Limits limits() {
        Limits limits = chance(3) ? Limits.defaults().eventBytes(ModelServer.SMALL_LIMIT) : Limits.defaults();
        limits = chance(4) ? limits.redirects(random.nextInt(3)) : limits;
        return chance(2) ? limits.oversizedEvent(Limits.OversizedEvent.SKIP) : limits;
    }
}
