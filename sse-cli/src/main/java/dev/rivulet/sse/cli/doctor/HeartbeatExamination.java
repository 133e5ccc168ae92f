package dev.rivulet.sse.cli.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether bytes come often enough for the time-outs on the way. */
final class HeartbeatExamination implements Examination {
    private static final String ADVICE =
            "Send a comment, such as `:` and an empty line, every 15 s while there are no events.";

    @Override
    public List<Finding> examine(CaseFile file) {
        Visit first = file.first();
        if (!first.isStream() || first.isOver()) {
            return List.of(); // how it ended says more
        }
        long silence = Math.max(first.longestGap(), first.finalSilence());
        List<String> endangered = endangered(file, silence);
        if (!endangered.isEmpty()) {
            return List.of(tooRare(first, silence, endangered));
        }
        return List.of(first.comments() > 0 ? often(first, silence) : none(first, silence));
    }

    private static List<String> endangered(CaseFile file, long silence) {
        List<String> limits = IdleLimit.endangeredBy(silence).stream()
                .map(IdleLimit::toString)
                .collect(Collectors.toCollection(ArrayList::new));
        Duration ours = file.request().timeouts().idle();
        if (!ours.isZero() && silence >= ours.toNanos() / 10 * 8) {
            limits.add("Rivulet (`Timeouts.idle`, --idle-timeout) " + Phrase.seconds(ours.toNanos()));
        }
        return limits;
    }

    private static Finding tooRare(Visit first, long silence, List<String> endangered) {
        return Finding.warning(
                        Topic.HEARTBEAT,
                        "too_rare",
                        "Heartbeats are too rare: for " + Phrase.time(silence) + " no byte came.")
                .because(Phrase.count(first.comments(), "comment") + " and " + Phrase.count(first.events(), "event")
                        + " came in "
                        + Phrase.time(first.openFor())
                        + ". These end a response after a silence of that length, or nearly: "
                        + String.join(", ", endangered) + ".")
                .fix(ADVICE);
    }

    private static Finding often(Visit first, long silence) {
        return Finding.good(
                Topic.HEARTBEAT,
                "often_enough",
                Phrase.count(first.comments(), "comment") + " came in " + Phrase.time(first.openFor())
                        + ", and no silence was longer than " + Phrase.time(silence)
                        + ": less than every usual time-out.");
    }

    private static Finding none(Visit first, long silence) {
        return Finding.note(
                        Topic.HEARTBEAT,
                        "none",
                        "No heartbeat came in " + Phrase.time(first.openFor()) + "; the longest silence was "
                                + Phrase.time(silence) + ".")
                .because("If the stream can be quiet for longer, proxies end it: " + IdleLimit.HAPROXY + ", "
                        + IdleLimit.NGINX + ", " + IdleLimit.AWS_ALB + ", " + IdleLimit.CLOUDFLARE + ".")
                .fix(ADVICE + " To see whether there is a slower one: --watch 70s.");
    }
}
