package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.policy.ReconnectPolicy;
import java.util.List;

/** The delay that the server asks for before a reconnection. */
final class RetryExamination implements Examination {
    private static final long SHORT_MILLIS = 100;
    private static final long LONG_MILLIS = 60_000;

    @Override
    public List<Finding> examine(CaseFile file) {
        List<Long> retries = file.first().retries();
        if (!file.first().isStream() || file.first().headers().first("Content-Encoding") != null) {
            return List.of(); // not seen through compression
        }
        if (retries.isEmpty()) {
            return List.of(Finding.good(
                    Topic.RETRY,
                    "absent",
                    "There is no `retry:`: Rivulet waits "
                            + Phrase.seconds(
                                    ReconnectPolicy.defaults().initialDelay().toNanos())
                            + " at first and then longer, browsers a few seconds."));
        }
        return List.of(judge(retries.get(retries.size() - 1)));
    }

    private static Finding judge(long millis) {
        String sent = "`retry: " + millis + "`";
        if (millis < SHORT_MILLIS) {
            return Finding.warning(
                            Topic.RETRY,
                            "too_short",
                            sent + ": all clients reconnect at once when the server restarts.")
                    .because("Rivulet waits at least "
                            + Phrase.time(
                                    ReconnectPolicy.defaults().minServerDelay().toNanos()) + "; browsers obey.")
                    .fix("Send 1000 to 10000 (milliseconds), or nothing.");
        }
        return millis <= LONG_MILLIS
                ? Finding.good(Topic.RETRY, "sensible", sent + " (milliseconds).")
                : Finding.warning(
                                Topic.RETRY,
                                "too_long",
                                sent + ": after a loss, clients are without events for "
                                        + Phrase.time(millis * 1_000_000) + ".")
                        .fix("The unit is milliseconds: send 1000 to 10000.");
    }
}
