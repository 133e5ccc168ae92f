package dev.rivulet.sse.netty.internal;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.ResponseHead;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the SPI's heads of Netty's. */
public final class NettyResponseHeads {
    private NettyResponseHeads() {}

    public static ResponseHead http1(HttpResponse response) {
        return new ResponseHead(
                response.status().code(), headers(response.headers().iteratorCharSequence()), "http/1.1");
    }

    public static ResponseHead http2(int status, Http2Headers headers) {
        return of(status, headers.iterator(), "h2");
    }

    /** Without the pseudo-headers, which begin with a colon. */
    public static ResponseHead of(int status, Iterator<Map.Entry<CharSequence, CharSequence>> lines, String protocol) {
        return new ResponseHead(status, headers(lines), protocol);
    }

    private static Headers headers(Iterator<Map.Entry<CharSequence, CharSequence>> lines) {
        List<Map.Entry<String, String>> copied = new ArrayList<>();
        while (lines.hasNext()) {
            var line = lines.next();
            String name = CommonText.of(line.getKey());
            if (!name.startsWith(":")) {
                copied.add(Map.entry(name, CommonText.of(line.getValue())));
            }
        }
        return Headers.of(copied);
    }

    /**
     * Whether there is no transfer coding but one {@code chunked} (RFC 9112, 6.1): no other was asked for, and Netty 4.1
     * decodes twice {@code chunked} once. The old {@code identity} is none.
     */
    public static boolean isFramedAtMostOnce(HttpHeaders headers) {
        List<String> lines = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (lines.size() == 1 && lines.get(0).equalsIgnoreCase("chunked")) {
            return true;
        }
        List<String> codings = lines.stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
                .toList();
        return codings.isEmpty() || codings.equals(List.of("chunked"));
    }

    /** The final status, or an interim one. 0 for what is no status. */
    public static int status(@Nullable CharSequence status) {
        String text = status == null ? "" : status.toString();
        return text.length() == 3 && text.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(text) : 0;
    }

    /** How long it is in HTTP/1.1's notation. */
    public static long bytes(ResponseHead head) {
        long bytes = 0;
        for (var line : head.headers().lines()) {
            bytes += line.getKey().length() + ": ".length() + line.getValue().length() + "\r\n".length();
        }
        return bytes;
    }
}
