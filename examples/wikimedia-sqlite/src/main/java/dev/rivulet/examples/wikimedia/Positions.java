package dev.rivulet.examples.wikimedia;

import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Wikimedia's event IDs: a JSON array with the position in each topic, such as
 * {@code [{"topic":"eqiad.mediawiki.recentchange","partition":0,"timestamp":1791498391744},
 * {"topic":"codfw.mediawiki.recentchange","partition":0,"offset":-1}]}.
 *
 * <p>Such an ID is not exact. The time is one millisecond after the event's. The server begins with the first event of that
 * time or later, so what it had not sent yet of the same millisecond, or out of order, would be lost. An offset of -1 is the
 * topic's end at the time of the request, so what came while no connection was open would be lost too.
 */
final class Positions {
    private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":(\\d+)");
    private static final String AT_THE_END = "\"offset\":-1";

    private Positions() {}

    /** All positions so much earlier, and those at a topic's end at the earliest time of the others. */
    static String earlier(String lastEventId, Duration time) {
        String earlier = TIMESTAMP
                .matcher(lastEventId)
                .replaceAll(found -> "\"timestamp\":" + (millis(found) - time.toMillis()));
        return TIMESTAMP.matcher(earlier).results().mapToLong(Positions::millis).min().stream()
                .mapToObj(first -> earlier.replace(AT_THE_END, "\"timestamp\":" + first))
                .findFirst()
                .orElse(earlier);
    }

    private static long millis(MatchResult timestamp) {
        return Long.parseLong(timestamp.group(1));
    }
}
