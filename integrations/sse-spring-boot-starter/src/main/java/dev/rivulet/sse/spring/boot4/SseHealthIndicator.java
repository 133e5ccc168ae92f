package dev.rivulet.sse.spring.boot4;

import dev.rivulet.sse.spring.boot.StreamHealth;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** The application's streams as a health contributor. */
final class SseHealthIndicator extends AbstractHealthIndicator {
    private final StreamHealth streams;

    SseHealthIndicator(StreamHealth streams) {
        this.streams = streams;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        StreamHealth.Report report = streams.report();
        builder.withDetails(report.details());
        if (report.isUp()) {
            builder.up();
        } else {
            builder.down();
        }
    }
}
