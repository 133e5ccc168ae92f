package dev.rivulet.sse.cli.doctor;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How much of what came was made over a time and came at once: something held it back meanwhile.
 *
 * @param clumps those that show it
 * @param held how many events or comments were in them
 * @param all how many could have shown it
 */
record HeldBack(List<Clump> clumps, long held, long all) {
    /** Less is the jitter of a busy machine. */
    private static final long LEAST_SPREAD = 200_000_000L;

    private static final int LEAST_HELD = 4;

    /** So many heartbeats do not come at once from any server that is not held back. */
    private static final int HEARTBEATS = 3;

    /** What a server repeats at the beginning comes at once; only what comes later counts. */
    private static final long BACKLOG = 500_000_000L;

    /** By the time stamps of the events: they are further apart than the arrivals, and were made in the silence. */
    static HeldBack byTimeStamps(List<Clump> clumps) {
        List<Clump> held = clumps.stream().filter(HeldBack::wasMadeInTheSilence).toList();
        long all = clumps.stream()
                .filter(HeldBack::counts)
                .flatMapToLong(clump -> stamps(clump).mapToLong(OptionalLong::getAsLong))
                .count();
        return new HeldBack(
                held, held.stream().mapToLong(clump -> stamps(clump).count()).sum(), all);
    }

    /** By the heartbeats, which are sent so that there is no silence. */
    static HeldBack byHeartbeats(List<Clump> clumps) {
        List<Clump> held = clumps.stream()
                .filter(clump -> counts(clump) && clump.comments() >= HEARTBEATS)
                .toList();
        long all = clumps.stream()
                .filter(HeldBack::counts)
                .mapToLong(Clump::comments)
                .sum();
        return new HeldBack(held, held.stream().mapToLong(Clump::comments).sum(), all);
    }

    /** A single clump may be chance: a machine that was busy, or a packet that was lost. */
    boolean isCertain() {
        return held >= LEAST_HELD && 2 * held >= all;
    }

    /** The one that shows it best. */
    Clump clearest() {
        return clumps.stream()
                .reduce((one, other) -> other.size() > one.size() ? other : one)
                .orElseThrow();
    }

    private static boolean counts(Clump clump) {
        return clump.silence() >= BACKLOG || clump.size() == 1;
    }

    private static boolean wasMadeInTheSilence(Clump clump) {
        long spread = spread(clump);
        return clump.silence() >= BACKLOG
                && spread >= LEAST_SPREAD
                && spread >= 4 * clump.width()
                && spread <= clump.silence() * 3 / 2;
    }

    /** From the earliest time stamp in a clump to the latest. */
    static long spread(Clump clump) {
        var all = stamps(clump).mapToLong(OptionalLong::getAsLong).summaryStatistics();
        return all.getCount() < 2 ? 0 : all.getMax() - all.getMin();
    }

    private static Stream<OptionalLong> stamps(Clump clump) {
        return clump.arrivals().stream().map(Arrival::madeAt).filter(OptionalLong::isPresent);
    }
}
