package dev.rivulet.sse.spi;

import dev.rivulet.sse.Headers;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is to be sent. Its header values are octets: each char is one byte. Host, Content-Length and what else
 * frames the message is the transport's.
 *
 * @param uri absolute, http or https, without fragment
 * @param body null for none; must not be changed
 * @param connectTimeout of this request's connection
 * @param headBytes the longest header section to accept, in bytes; more is a failure in {@link Phase#HEAD}
 */
public record TransportRequest(
        String method, URI uri, Headers headers, byte @Nullable [] body, Duration connectTimeout, int headBytes) {}
