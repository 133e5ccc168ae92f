package dev.rivulet.sse.spring.boot;

import dev.rivulet.sse.SseRequest;

/**
 * A bean that sets of a configured stream what has no property, such as a {@code RequestCustomizer} that refreshes a token, or
 * a POST. All such beans are called, in Spring's order, once for each stream.
 */
@FunctionalInterface
public interface StreamCustomizer {
    /**
     * Returns the request, or a changed copy.
     *
     * @param stream the name under {@code rivulet.streams}
     */
    SseRequest customize(String stream, SseRequest request);
}
