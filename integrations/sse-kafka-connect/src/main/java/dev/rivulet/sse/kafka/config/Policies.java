package dev.rivulet.sse.kafka.config;

import dev.rivulet.sse.policy.Dedup;
import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.policy.Limits.OversizedEvent;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import java.util.Locale;

/** The client's policies, as options set them. */
final class Policies {
    private Policies() {}

    static Timeouts timeouts(Values values) {
        return Timeouts.defaults()
                .connect(values.millis(ConnectionOptions.CONNECT))
                .responseHead(values.millis(ConnectionOptions.RESPONSE))
                .idle(values.millis(ConnectionOptions.IDLE))
                .eventIdle(values.millis(ConnectionOptions.EVENT_IDLE))
                .connectionAge(values.millis(ConnectionOptions.AGE));
    }

    static Limits limits(Values values) {
        boolean skip = values.word(EventOptions.OVERSIZED).equals("skip");
        return Limits.defaults()
                .eventBytes(values.count(EventOptions.MAX_BYTES))
                .oversizedEvent(skip ? OversizedEvent.SKIP : OversizedEvent.FAIL);
    }

    static ReconnectPolicy reconnect(Values values) {
        return ReconnectPolicy.defaults()
                .initialDelay(values.millis(RetryOptions.INITIAL))
                .maxDelay(values.millis(RetryOptions.MAX))
                .maxServerDelay(values.millis(RetryOptions.SERVER_MAX));
    }

    static Dedup dedup(Values values) {
        String mode = values.word(EventOptions.DEDUP).toUpperCase(Locale.ROOT);
        return Dedup.defaults().mode(Dedup.Mode.valueOf(mode)).remembered(values.count(EventOptions.REMEMBERED));
    }
}
