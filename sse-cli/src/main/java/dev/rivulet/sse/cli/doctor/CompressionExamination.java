package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.Failure;
import java.util.ArrayList;
import java.util.List;

/** Whether a compressed stream comes as soon as one that is not. */
final class CompressionExamination implements Examination {
    /** From so many events on, fewer are no chance. */
    private static final int LEAST_EXPECTED = 3;

    @Override
    public List<Finding> examine(CaseFile file) {
        List<Finding> findings = new ArrayList<>();
        String unasked = file.first().headers().first("Content-Encoding");
        if (file.first().isStream() && unasked != null && !unasked.equals("identity")) {
            findings.add(Finding.warning(
                            Topic.COMPRESSION, "unasked", "The stream is compressed although that was not asked for.")
                    .because("Content-Encoding: " + Phrase.text(unasked))
                    .fix("Compress only if the request's Accept-Encoding allows it (RFC 9110, 12.5.3)."));
        }
        Visit compressed = file.compressed();
        if (compressed != null) {
            findings.add(judge(file.first(), compressed, file));
        }
        return findings;
    }

    private static Finding judge(Visit plain, Visit compressed, CaseFile file) {
        String coding = compressed.headers().first("Content-Encoding");
        Failure failure = compressed.failure();
        if (!compressed.isStream() && failure != null) {
            return Finding.warning(
                            Topic.COMPRESSION, "refused", "A request that accepts gzip fails: " + failure.message())
                    .fix(file.advice().apply(failure));
        } else if (compressed.head() == null) {
            return headHeldBack(plain, compressed);
        } else if (coding == null) {
            return Finding.good(Topic.COMPRESSION, "none", "The stream is not compressed, even if gzip is accepted.");
        }
        return isHeldBack(plain, compressed) ? heldBack(plain, compressed) : flushed(plain, compressed, coding);
    }

    private static Finding headHeldBack(Visit plain, Visit compressed) {
        return Finding.warning(
                        Topic.COMPRESSION,
                        "held_back",
                        "Compression holds the response back: with `Accept-Encoding: gzip`, which every browser sends,"
                                + " not even its head came.")
                .because("It did not come in " + Phrase.time(compressed.endedAt())
                        + "; without compression it came after " + Phrase.time(plain.headAt()) + ".")
                .fix(Intermediary.uncompress(plain.headers()));
    }

    /** Judged by how many events came in the time, and by how many came at once. */
    private static boolean isHeldBack(Visit plain, Visit compressed) {
        long expected = within(plain, compressed.openFor());
        long came = compressed.eventArrivals().size();
        return expected >= LEAST_EXPECTED && (3 * came <= expected || lumps(compressed) >= 3 * lumps(plain));
    }

    private static long within(Visit visit, long time) {
        return visit.eventArrivals().stream()
                .filter(arrival -> arrival.at() - visit.headAt() <= time)
                .count();
    }

    /** How many events come at once, on average. */
    private static double lumps(Visit visit) {
        List<Arrival> events = visit.eventArrivals();
        return events.isEmpty() ? 0 : (double) events.size() / Clump.of(events).size();
    }

    private static Finding heldBack(Visit plain, Visit compressed) {
        String between = Intermediary.evidence(compressed.headers());
        return Finding.warning(
                        Topic.COMPRESSION,
                        "held_back",
                        "Compression holds events back: with `Accept-Encoding: gzip`, which every browser sends, they do"
                                + " not come when they are sent.")
                .because("In " + Phrase.time(compressed.openFor()) + ", "
                        + Phrase.count(compressed.eventArrivals().size(), "event") + " came compressed, in "
                        + Phrase.count(Clump.of(compressed.eventArrivals()).size(), "moment") + "; without compression "
                        + within(plain, compressed.openFor()) + " in "
                        + Clump.of(plain.eventArrivals()).size() + (between.isEmpty() ? "." : " (" + between + ")."))
                .fix(Intermediary.uncompress(compressed.headers()));
    }

    private static Finding flushed(Visit plain, Visit compressed, String coding) {
        if (within(plain, compressed.openFor()) < LEAST_EXPECTED) {
            return Finding.note(
                    Topic.COMPRESSION,
                    "too_few_events",
                    "The stream is compressed if that is asked for; too few events came to see whether they are held back.");
        }
        return Finding.good(
                Topic.COMPRESSION,
                "flushed",
                "Compressed with " + Phrase.text(coding) + " if asked for, and flushed event by event.");
    }
}
