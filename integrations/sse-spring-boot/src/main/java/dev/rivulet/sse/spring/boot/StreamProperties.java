package dev.rivulet.sse.spring.boot;

import dev.rivulet.sse.policy.ReconnectPolicy.Mode;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of one stream. What is null has the default of the library.
 *
 * @param cursor the file that keeps the last event ID, or {@code bean:NAME} for a {@code LastEventIdStore}
 */
record StreamProperties(
        @Nullable String url,
        @DefaultValue Map<String, String> headers,
        @Nullable String bearer,
        @Nullable Duration idleTimeout,
        @DefaultValue Reconnect reconnect,
        @Nullable String cursor,
        @Nullable String transport,
        @DefaultValue Ssl ssl) {

    /** As {@code ReconnectPolicy} has it. */
    record Reconnect(
            @Nullable Mode mode,
            @Nullable Duration initialDelay,
            @Nullable Duration maxDelay,
            @Nullable Integer maxAttempts,
            @Nullable Duration maxElapsed,
            @Nullable Duration stableAfter,
            @Nullable Duration minServerDelay,
            @Nullable Duration maxServerDelay) {}

    /** @param bundle the name of an SSL bundle of Spring Boot */
    record Ssl(@Nullable String bundle) {}

    /** Without values, some of which are secret. */
    @Override
    public String toString() {
        return "StreamProperties[" + (url == null ? "no url" : "url set") + "]";
    }
}
