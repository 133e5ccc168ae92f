package dev.rivulet.sse.kafka.config;

import org.apache.kafka.common.config.ConfigDef;

/** When a stream that was lost is opened again. */
final class RetryOptions {
    static final String INITIAL = "reconnect.initial.delay.ms";
    static final String MAX = "reconnect.max.delay.ms";
    static final String SERVER_MAX = "reconnect.server.delay.max.ms";
    static final String QUARANTINE = "quarantine.retry.ms";
    static final String QUARANTINE_MAX = "quarantine.retry.max.ms";
    static final String SPREAD = "start.spread.ms";

    private static final long LONGEST = Integer.MAX_VALUE;

    private RetryOptions() {}

    static void define(ConfigDef all) {
        var group = new Group(all, "Retries");
        group.option(INITIAL, ConfigDef.Type.LONG)
                .preset(1_000L)
                .checked(Checks.between(0, LONGEST))
                .documented(
                        "First delay",
                        "The upper bound of the random delay after a stream's first loss, in milliseconds. It doubles"
                                + " with each loss in a row.");
        group.option(MAX, ConfigDef.Type.LONG)
                .preset(30_000L)
                .medium()
                .checked(Checks.between(0, LONGEST))
                .documented(
                        "Longest delay",
                        "The upper bound of the random delay after any number of losses in a row, in milliseconds. What"
                                + " the server asks for (retry, Retry-After) is added.");
        group.option(SERVER_MAX, ConfigDef.Type.LONG)
                .preset(3_600_000L)
                .checked(Checks.between(0, LONGEST))
                .documented(
                        "Longest delay of a server",
                        "The longest delay that a server may ask for, in milliseconds. A longer retry counts as this"
                                + " one; a longer Retry-After quarantines the stream.");
        group.option(QUARANTINE, ConfigDef.Type.LONG)
                .preset(300_000L)
                .medium()
                .checked(Checks.between(1, LONGEST))
                .documented(
                        "Retry in quarantine",
                        "A stream that fails for good, such as with 401 or 404, is quarantined: it is opened again"
                                + " after this time, in milliseconds, with jitter, doubled after each failure. The other"
                                + " streams of the task continue.");
        group.option(QUARANTINE_MAX, ConfigDef.Type.LONG)
                .preset(3_600_000L)
                .checked(Checks.between(1, LONGEST))
                .documented(
                        "Longest retry in quarantine",
                        "The upper bound of the time in quarantine, in milliseconds; not less than"
                                + " quarantine.retry.ms.");
        group.option(SPREAD, ConfigDef.Type.LONG)
                .preset(10_000L)
                .checked(Checks.between(0, LONGEST))
                .documented(
                        "Spread of starts",
                        "After a task has started, as in a rebalance, its streams are opened over this time, in"
                                + " milliseconds, so that servers do not get all requests at once; 0 for at once.");
    }
}
