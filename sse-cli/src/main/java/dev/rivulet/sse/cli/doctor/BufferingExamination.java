package dev.rivulet.sse.cli.doctor;

import java.util.ArrayList;
import java.util.Collections;
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
            return clumped(first, events, "events", "their time stamps are " + pace(events.clearest()) + " apart");
        }
        HeldBack heartbeats = HeldBack.byHeartbeats(clumps);
        if (heartbeats.isCertain()) {
            return clumped(first, heartbeats, "heartbeats", "a server sends heartbeats one by one");
        }
        List<Long> pauses = pausesWithinLines(first);
        return pauses.size() < LEAST_UNFINISHED ? null : unfinished(first, pauses);
    }

    private static String pace(Clump clump) {
        return Phrase.time(HeldBack.spread(clump) / (clump.size() - 1));
    }

    private static Finding clumped(Visit first, HeldBack held, String what, String though) {
        Clump clump = held.clearest();
        return Finding.warning(
                        Topic.BUFFERING,
                        "held_back",
                        "The stream is held back on its way: " + what + " arrive in clumps.")
                .because(clump.size() + " came within " + Phrase.time(clump.width()) + " after "
                        + Phrase.time(clump.silence()) + " of silence, though " + though + "; so did " + held.held()
                        + " of " + held.all() + named(first));
    }

    /** A buffer that is passed on when it is full ends anywhere. */
    private static Finding unfinished(Visit first, List<Long> pauses) {
        return Finding.warning(
                        Topic.BUFFERING, "held_back", "The stream is held back on its way: it stops within a line.")
                .because(Phrase.count(pauses.size(), "time") + " the rest of a line came after "
                        + Phrase.time(Collections.max(pauses))
                        + " or less, as from a buffer that is passed on when it is full" + named(first));
    }

    private static List<Long> pausesWithinLines(Visit first) {
        List<Long> pauses = new ArrayList<>();
        List<Visit.Piece> pieces = first.pieces();
        for (int i = 0; i < pieces.size(); i++) {
            boolean isLast = i == pieces.size() - 1;
            long pause = (isLast ? first.endedAt() : pieces.get(i + 1).at())
                    - pieces.get(i).at();
            boolean wasCutOff = isLast && first.isOver();
            if (pieces.get(i).cutsLine() && pause >= UNFINISHED && !wasCutOff) {
                pauses.add(pause);
            }
        }
        return pauses;
    }

    /** The end of a sentence, with what the response says of those who have handled it. */
    private static String named(Visit visit) {
        String names = Intermediary.evidence(visit.headers());
        return names.isEmpty() ? "." : " (" + names + ").";
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
                        .anyMatch(arrival -> arrival.madeAt().isPresent()));
        return Finding.good(
                Topic.BUFFERING,
                "at_once",
                Phrase.count(first.events(), "event") + " came in " + Phrase.count(clumps.size(), "moment")
                        + (stamped
                                ? ", at the pace of their time stamps."
                                : ", and nothing shows that they were held back."));
    }
}
