package dev.rivulet.sse.spring.boot3;

import dev.rivulet.sse.spring.boot.SseAutoConfiguration;
import dev.rivulet.sse.spring.boot.StreamHealth;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The health contributor {@code sse}. Off with {@code management.health.sse.enabled=false}. */
@AutoConfiguration(after = SseAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(StreamHealth.class)
@ConditionalOnEnabledHealthIndicator("sse")
public final class SseHealthAutoConfiguration {
    /** Called by Spring. */
    public SseHealthAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = "sseHealthIndicator")
    static SseHealthIndicator sseHealthIndicator(StreamHealth streams) {
        return new SseHealthIndicator(streams);
    }
}
