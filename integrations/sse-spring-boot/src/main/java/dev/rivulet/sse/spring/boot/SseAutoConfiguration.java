package dev.rivulet.sse.spring.boot;

import dev.rivulet.sse.ClientObserver;
import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.micrometer.SseMeters;
import dev.rivulet.sse.opentelemetry.SseTelemetry;
import dev.rivulet.sse.spring.EnableSse;
import dev.rivulet.sse.spring.SseStreams;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The beans that the properties {@code rivulet} configure. Off with {@code rivulet.enabled=false}. */
@AutoConfiguration(after = SslAutoConfiguration.class)
@ConditionalOnProperty(name = "rivulet.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RivuletProperties.class)
@EnableSse(autoStartup = false)
public class SseAutoConfiguration {
    /** Called by Spring. */
    public SseAutoConfiguration() {}

    @Bean
    static ListenerThreads sseListenerThreads(Environment environment, ApplicationContext context) {
        return new ListenerThreads(environment, context.getClassLoader());
    }

    @Bean
    static ClientFactory sseClientFactory(
            RivuletProperties properties,
            ObjectProvider<ClientObserver> observers,
            ObjectProvider<SseClientCustomizer> customizers,
            ObjectProvider<SslBundles> bundles) {
        return new ClientFactory(
                properties.transport(),
                observers.orderedStream().toList(),
                customizers.orderedStream().toList(),
                bundles::getObject);
    }

    @Bean
    @ConditionalOnMissingBean
    static SseClient sseClient(ClientFactory clients, ListenerThreads outlives) {
        return clients.make();
    }

    @Bean
    static ConfiguredStreams sseConfiguredStreams(
            RivuletProperties properties,
            ClientFactory clients,
            ListenerThreads threads,
            ObjectProvider<StreamCustomizer> customizers,
            BeanFactory beans) {
        var requests = new RequestFactory(
                name -> beans.getBean(name, LastEventIdStore.class),
                customizers.orderedStream().toList(),
                threads.executor());
        return new ConfiguredStreams(properties.streams(), requests, clients);
    }

    @Bean
    static StartWhenReady sseStartWhenReady(
            ApplicationContext context, SseStreams streams, RivuletProperties properties) {
        return new StartWhenReady(context, streams, properties.autoStartup());
    }

    @Bean
    static EagerListeners sseEagerListeners() {
        return new EagerListeners();
    }

    @Bean
    static StreamHealth sseStreamHealth(SseStreams streams, RivuletProperties properties) {
        return new StreamHealth(streams, properties.health().downAfter());
    }

    /** Meters, which Boot binds to each registry. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({SseMeters.class, MeterRegistry.class})
    static class Meters {
        @Bean
        @ConditionalOnMissingBean
        SseMeters sseMeters() {
            return new SseMeters();
        }
    }

    /** Spans, if the application has an {@code OpenTelemetry}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({SseTelemetry.class, OpenTelemetry.class})
    static class Telemetry {
        @Bean
        @ConditionalOnMissingBean(SseTelemetry.class)
        ClientObserver sseTelemetry(ObjectProvider<OpenTelemetry> telemetry) {
            OpenTelemetry found = telemetry.getIfAvailable();
            return found == null ? (session, request) -> null : SseTelemetry.create(found);
        }
    }
}
