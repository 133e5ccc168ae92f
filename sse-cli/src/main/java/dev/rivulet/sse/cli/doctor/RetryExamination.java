package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.policy.ReconnectPolicy;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
        return List.of(retries.isEmpty() ? absent() : judge(retries.get(retries.size() - 1)));
    }

    private static Finding absent() {
        long first = ReconnectPolicy.defaults().initialDelay().toNanos();
        return Finding.good(
                Topic.RETRY,
                "absent",
                "There is no `retry:`: Rivulet waits " + Phrase.seconds(first)
                        + " at first and then longer, browsers a few seconds.");
    }

    private static Finding judge(long millis) {
        if (millis < SHORT_MILLIS) {
            return tooShort(millis);
        }
        return millis <= LONG_MILLIS
                ? Finding.good(Topic.RETRY, "sensible", sent(millis) + " (milliseconds).")
                : Finding.warning(
                                Topic.RETRY,
                                "too_long",
                                sent(millis) + ": after a loss, clients are without events for "
                                        + Phrase.time(TimeUnit.MILLISECONDS.toNanos(millis)) + ".")
                        .fix("The unit is milliseconds: send 1000 to 10000.");
    }

    private static Finding tooShort(long millis) {
        long least = ReconnectPolicy.defaults().minServerDelay().toNanos();
        return Finding.warning(
                        Topic.RETRY,
                        "too_short",
                        sent(millis) + ": all clients reconnect at once when the server restarts.")
                .because("Rivulet waits at least " + Phrase.time(least) + "; browsers obey.")
                .fix("Send 1000 to 10000 (milliseconds), or nothing.");
    }

    private static String sent(long millis) {
        return "`retry: " + millis + "`";
    }
}
