package dev.rivulet.sse.spring;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A bean that knows streams by name. All such beans are asked, in Spring's order, and then beans of type {@code SseRequest}, by
 * the name of the bean. Called while the application starts, from one thread.
 */
public interface StreamSource {
    /** The request of the stream, the same object at each call; null if this source does not know the name. */
    @Nullable
    SseRequest request(String stream);

    /** The client that opens the stream, which the source owns; null for the application's {@code SseClient}. */
    default @Nullable SseClient client(String stream) {
        return null;
    }

    /** The names that this source knows, for messages. */
    Set<String> names();
}
