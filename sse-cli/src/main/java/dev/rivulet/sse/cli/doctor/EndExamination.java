package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether the stream stays open, and what ended it if it did not. */
final class EndExamination implements Examination {
    private static final long SECOND = 1_000_000_000L;
    private static final long AT_ONCE = SECOND;
    private static final long LEAST_LIFETIME = 10 * SECOND;

    private static final String LIFETIME =
            "It ended twice after that time, so something limits a response's duration (Google Cloud load balancers: 30 s;"
                    + " Envoy's route `timeout`: 15 s; AWS API Gateway: 30 s): raise that limit for this path. ";

    /** A shorter silence is only the time between two events. */
    private static final long LEAST_SILENCE = SECOND / 2;

    private static final Set<String> MARKERS =
            Set.of("[done]", "done", "end", "complete", "completed", "close", "finish");

    @Override
    public List<Finding> examine(CaseFile file) {
        Visit first = file.first();
        if (!first.isStream()) {
            return List.of();
        }
        return List.of(first.isOver() ? ended(file) : stillOpen(first));
    }

    private static Finding stillOpen(Visit first) {
        return Finding.good(Topic.END, "open", "The stream was still open after " + Phrase.time(first.openFor()) + ".");
    }

    private static Finding ended(CaseFile file) {
        Visit first = file.first();
        Visit again = file.again();
        if (isMarked(first)) {
            return Finding.good(
                    Topic.END,
                    "marked",
                    "The stream ended with an end marker, after " + Phrase.time(first.openFor()) + ".");
        } else if (again != null && isIdleCut(first, again)) {
            return idleCut(first, again);
        }
        return (first.events() == 0 && first.openFor() < AT_ONCE ? atOnce() : early(first, again))
                .because(how(first) + ", after " + Phrase.count(first.events(), "event") + " and "
                        + Phrase.count(first.bytes(), "byte") + ".");
    }

    private static Finding atOnce() {
        return Finding.problem(Topic.END, "at_once", "The stream ends at once, without an event.")
                .fix("Keep the response open: a handler that returns, or a proxy without streaming, ends it.");
    }

    private static Finding early(Visit first, @Nullable Visit again) {
        return Finding.warning(Topic.END, "ends", "The stream ends after " + Phrase.time(first.openFor()) + ".")
                .fix((again != null && isSameAge(first, again) ? LIFETIME : "")
                        + "Keep the response open; if it has to end, let ids and Last-Event-ID bridge the gap, and send"
                        + " `retry:`.");
    }

    /** Without a full stop. */
    private static String how(Visit visit) {
        Failure failure = visit.failure();
        return failure == null ? "It ended normally" : failure.message().replaceAll("\\.$", "");
    }

    /** Whether its last event is one that servers send to say that the stream is complete. */
    static boolean isMarked(Visit first) {
        List<Arrival> events = first.eventArrivals();
        if (events.isEmpty() || first.failure() != null && !(first.failure() instanceof Failure.StreamEnded)) {
            return false;
        }
        Arrival last = events.get(events.size() - 1);
        return MARKERS.contains(last.type().toLowerCase(Locale.ROOT))
                || MARKERS.contains(last.data().strip().toLowerCase(Locale.ROOT));
    }

    private static boolean isIdleCut(Visit first, Visit again) {
        long silence = first.finalSilence();
        boolean isLong = silence >= LEAST_SILENCE && silence >= first.longestGap() * 3 / 2;
        return isLong && again.isOver() && isAbout(silence, again.finalSilence());
    }

    private static boolean isSameAge(Visit first, Visit again) {
        return again.isOver() && first.openFor() >= LEAST_LIFETIME && isAbout(first.openFor(), again.openFor());
    }

    private static boolean isAbout(long one, long other) {
        return Math.abs(one - other) <= Math.max(SECOND / 2, one / 10);
    }

    private static Finding idleCut(Visit first, Visit again) {
        // What was seen late makes a silence look shorter.
        String silence = Phrase.time(Math.max(first.finalSilence(), again.finalSilence()));
        return Finding.warning(
                        Topic.END,
                        "cut_when_idle",
                        "The stream is cut when it is quiet: it ended twice after " + silence
                                + " without a byte. An idle time-out on the way does that" + suspects(first, again))
                .because("The silence before the end was " + Phrase.time(first.finalSilence()) + " and "
                        + Phrase.time(again.finalSilence()) + ". " + how(first) + ".")
                .fix("Send a comment as a heartbeat more often than every " + silence
                        + ", or raise the time-out (HAProxy: `timeout server` and `timeout tunnel`; nginx:"
                        + " `proxy_read_timeout`; AWS: the idle timeout of the load balancer).");
    }

    private static String suspects(Visit first, Visit again) {
        String known = IdleLimit.about(Math.max(first.finalSilence(), again.finalSilence())).stream()
                .map(IdleLimit::toString)
                .collect(Collectors.joining(", "));
        return known.isEmpty() ? "." : ", such as " + known + ".";
    }
}
