package dev.rivulet.sse.spring.boot;

import dev.rivulet.sse.SseClient;

/** A bean that sets of each client that the starter makes what has no property, such as a proxy or a flight recorder. */
@FunctionalInterface
public interface SseClientCustomizer {
    /** Changes the builder, which has the observers and, for a stream with an SSL bundle, a transport configuration. */
    void customize(SseClient.Builder builder);
}
