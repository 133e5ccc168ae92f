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
        } else if (isIdleCut(first, again)) {
            return idleCut(first, again);
        } else if (first.events() == 0 && first.openFor() < AT_ONCE) {
            return with(
                    Finding.problem(Topic.END, "at_once", "The stream ends at once, without an event."),
                    file,
                    "Keep the response open: a handler that returns, or a proxy without streaming, ends it.");
        }
        return with(
                Finding.warning(Topic.END, "ends", "The stream ends after " + Phrase.time(first.openFor()) + "."),
                file,
                lifetime(first, again)
                        + "Keep the response open; if it has to end, let ids and Last-Event-ID bridge the gap, and send"
                        + " `retry:`.");
    }

    private static Finding with(Finding finding, CaseFile file, String fix) {
        Failure failure = file.first().failure();
        return finding.because((failure == null
                                ? "It ended normally"
                                : failure.message().replaceAll("\\.$", "")) + ", after "
                        + Phrase.count(file.first().events(), "event") + " and "
                        + Phrase.count(file.first().bytes(), "byte") + ".")
                .fix(fix);
    }

    private static boolean isMarked(Visit first) {
        List<Arrival> events = first.eventArrivals();
        if (events.isEmpty() || first.failure() != null && !(first.failure() instanceof Failure.StreamEnded)) {
            return false;
        }
        Arrival last = events.get(events.size() - 1);
        return MARKERS.contains(last.type().toLowerCase(Locale.ROOT))
                || MARKERS.contains(last.data().strip().toLowerCase(Locale.ROOT));
    }

    private static boolean isIdleCut(Visit first, @Nullable Visit again) {
        long silence = first.finalSilence();
        boolean isLong = silence >= LEAST_SILENCE && silence >= first.longestGap() * 3 / 2;
        return isLong && again != null && again.isOver() && isAbout(silence, again.finalSilence());
    }

    private static boolean isAbout(long one, long other) {
        return Math.abs(one - other) <= Math.max(SECOND / 2, one / 10);
    }

    private static Finding idleCut(Visit first, @Nullable Visit again) {
        long later = again == null ? 0 : again.finalSilence();
        long silence = Math.max(first.finalSilence(), later); // what was seen late makes it look shorter
        String known =
                IdleLimit.about(silence).stream().map(IdleLimit::toString).collect(Collectors.joining(", "));
        return Finding.warning(
                        Topic.END,
                        "cut_when_idle",
                        "The stream is cut when it is quiet: it ended twice after " + Phrase.time(silence)
                                + " without a byte. An idle time-out on the way does that"
                                + (known.isEmpty() ? "." : ", such as " + known + "."))
                .because("The silence before the end was " + Phrase.time(first.finalSilence()) + " and "
                        + Phrase.time(later) + "; "
                        + (first.failure() == null
                                ? "it ended normally"
                                : first.failure().message().replaceAll("\\.$", ""))
                        + ".")
                .fix("Send a comment as a heartbeat more often than every " + Phrase.time(silence)
                        + ", or raise the time-out (HAProxy: `timeout server` and `timeout tunnel`; nginx:"
                        + " `proxy_read_timeout`; AWS: the idle timeout of the load balancer).");
    }

    private static String lifetime(Visit first, @Nullable Visit again) {
        return again != null
                        && again.isOver()
                        && first.openFor() >= 10 * SECOND
                        && isAbout(first.openFor(), again.openFor())
                ? "It ended twice after that time, so something limits a response's duration (Google Cloud load balancers:"
                        + " 30 s; Envoy's route `timeout`: 15 s; AWS API Gateway: 30 s): raise that limit for this path. "
                : "";
    }
}
