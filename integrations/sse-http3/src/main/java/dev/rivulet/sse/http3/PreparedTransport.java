package dev.rivulet.sse.http3;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A transport that can connect before a request is sent. */
public interface PreparedTransport extends Transport {
    /**
     * Makes a connection for a request, unless there is one on which it would be sent at once. Returns at once.
     *
     * @param request of which nothing is sent; its {@code connectTimeout} holds
     * @param outcome is called once, from any thread, also before this returns: with null when there is a connection, or
     *     with the reason why there is none. It does not block or throw
     */
    void prepare(TransportRequest request, Consumer<@Nullable Throwable> outcome);
}
