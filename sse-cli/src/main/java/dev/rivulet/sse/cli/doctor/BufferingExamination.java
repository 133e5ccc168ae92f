package dev.rivulet.sse.cli.doctor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether something between the server's application and here holds events back. */
final class BufferingExamination implements Examination {
    private static final int LEAST_EVENTS = 3;

    /** For so long no server leaves a line unfinished that it writes event by event. */
    private static final long UNFINISHED = 500_000_000L;

    private static final int LEAST_UNFINISHED = 2;

    @Override
    public List<Finding> examine(CaseFile file) {
        Visit first = file.first();
        if (!first.isStream()) {
            return List.of();
        }
        Finding held = heldBack(first);
        if (held != null) {
            return List.of(held.fix(Intermediary.unbuffer(first.headers())));
        }
        return List.of(first.eventArrivals().size() < LEAST_EVENTS ? tooFew(first) : atOnce(first));
    }

    private static @Nullable Finding heldBack(Visit first) {
        List<Clump> clumps = Clump.of(first.arrivals());
        HeldBack events = HeldBack.byTimeStamps(clumps);
        if (events.isCertain()) {
            return clumped(
                    first,
                    events,
                    "events",
                    "their time stamps are "
                            + Phrase.time(HeldBack.spread(events.clearest())
                                    / (events.clearest().size() - 1)) + " apart");
        }
        HeldBack heartbeats = HeldBack.byHeartbeats(clumps);
        if (heartbeats.isCertain()) {
            return clumped(first, heartbeats, "heartbeats", "a server sends heartbeats one by one");
        }
        return unfinished(first);
    }

    private static Finding clumped(Visit first, HeldBack held, String what, String though) {
        Clump clump = held.clearest();
        String between = Intermediary.evidence(first.headers());
        return Finding.warning(
                        Topic.BUFFERING,
                        "held_back",
                        "The stream is held back on its way: " + what + " arrive in clumps.")
                .because(clump.size() + " came within " + Phrase.time(clump.width()) + " after "
                        + Phrase.time(clump.silence()) + " of silence, though " + though + "; so did " + held.held()
                        + " of " + held.all() + (between.isEmpty() ? "." : " (" + between + ")."));
    }

    /** A buffer that is passed on when it is full ends anywhere. */
    private static @Nullable Finding unfinished(Visit first) {
        long longest = 0;
        int count = 0;
        for (int i = 0; i < first.pieces().size(); i++) {
            boolean isLast = i == first.pieces().size() - 1;
            long next = isLast ? first.endedAt() : first.pieces().get(i + 1).at();
            long pause = next - first.pieces().get(i).at();
            if (first.pieces().get(i).cutsLine() && pause >= UNFINISHED && !(isLast && first.isOver())) {
                longest = Math.max(longest, pause);
                count++;
            }
        }
        String between = Intermediary.evidence(first.headers());
        return count < LEAST_UNFINISHED
                ? null
                : Finding.warning(
                                Topic.BUFFERING,
                                "held_back",
                                "The stream is held back on its way: it stops within a line.")
                        .because(Phrase.count(count, "time") + " the rest of a line came after " + Phrase.time(longest)
                                + " or less, as from a buffer that is passed on when it is full"
                                + (between.isEmpty() ? "." : " (" + between + ")."));
    }

    private static Finding tooFew(Visit first) {
        String came = first.bytes() == 0
                ? "Not a byte of the stream came"
                : "Only " + Phrase.count(first.events(), "event") + " and " + Phrase.count(first.comments(), "comment")
                        + " came";
        return Finding.note(
                        Topic.BUFFERING,
                        "too_few_events",
                        came + " in " + Phrase.time(first.openFor())
                                + ", too little to see whether events are held back.")
                .fix("Watch for longer, with --watch, or while events are sent.");
    }

    private static Finding atOnce(Visit first) {
        List<Clump> clumps = Clump.of(first.arrivals());
        boolean stamped = clumps.stream()
                .anyMatch(clump -> clump.arrivals().stream()
                        .anyMatch(arrival -> TimeStamp.of(arrival).isPresent()));
        return Finding.good(
                Topic.BUFFERING,
                "at_once",
                Phrase.count(first.events(), "event") + " came in " + Phrase.count(clumps.size(), "moment")
                        + (stamped
                                ? ", at the pace of their time stamps."
                                : ", and nothing shows that they were held back."));
    }
}
