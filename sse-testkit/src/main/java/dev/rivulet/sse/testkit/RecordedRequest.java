package dev.rivulet.sse.testkit;

import dev.rivulet.sse.http.Headers;
import java.nio.charset.StandardCharsets;

/** A request as a {@link ScriptedServer} received it. */
public final class RecordedRequest {
    private final ServerOrigin origin;
    private final String method;
    private final String target;
    private final Headers headers;
    private final byte[] body;

    RecordedRequest(ServerOrigin origin, String method, String target, Headers headers, byte[] body) {
        this.origin = origin;
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    /** The number of the connection it came on, from 1, in the order of their acceptance. */
    public int connection() {
        return origin.connection();
    }

    /** The name of the protocol as ALPN has it: {@code "http/1.1"} or {@code "h2"}. */
    public String protocol() {
        return origin.protocol();
    }

    /** The id of its stream on the connection, odd numbers from 1; 0 on HTTP/1.1. */
    public int stream() {
        return origin.stream();
    }

    /** HTTP/3: whether its stream was opened by early data (0-RTT), before the handshake was done; else false. */
    public boolean isEarlyData() {
        return origin.early();
    }

    /** As it stands in the request line, {@code GET} for example; on HTTP/2 the {@code :method}. */
    public String method() {
        return method;
    }

    /**
     * As it stands in the request line: {@code /prices?from=7}, or a whole URI where the server plays a proxy. On HTTP/2
     * the {@code :path}.
     */
    public String target() {
        return target;
    }

    /**
     * The header lines in their order, each char of a value one byte. On HTTP/2 without those that begin with a colon;
     * the {@code :authority} is there as {@code host}, unless the request has one.
     */
    public Headers headers() {
        return headers;
    }

    /** The value of the Last-Event-ID header, read as UTF-8; "" where there is none. */
    public String lastEventId() {
        String octets = headers.first("Last-Event-ID");
        return octets == null ? "" : new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** A copy of the body, chunks joined; empty where there is none. */
    public byte[] body() {
        return body.clone();
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    Leaving leaving() {
        return origin.leaving();
    }

    @Override
    public String toString() {
        String where = " on connection " + origin.connection();
        return method + " " + target + where + (origin.stream() == 0 ? "" : ", stream " + origin.stream());
    }
}
