package dev.rivulet.sse.okhttp;

import dev.rivulet.sse.http.ResponseHead;
import java.net.ProtocolException;
import java.util.List;

/**
 * What a head says of its body's framing (RFC 9112, 6.3; RFC 9113, 8.1.1). OkHttp looks at the last header of a kind only,
 * and takes for the body what contradicting ones leave of it.
 */
final class Framing {
    private static final int MOST_DIGITS = 18;

    private Framing() {}

    /** @throws ProtocolException if it contradicts itself, or cannot be followed */
    static void check(ResponseHead head) throws ProtocolException {
        List<String> codings = head.headers().all("Transfer-Encoding");
        List<String> lengths = head.headers().all("Content-Length");
        if (!codings.isEmpty()) {
            checkCoding(String.join(", ", codings), lengths, head.protocol());
        } else if (lengths.stream().distinct().count() > 1) {
            throw new ProtocolException("more than one Content-Length: " + String.join(", ", lengths));
        } else if (!lengths.isEmpty() && !isLength(lengths.get(0))) {
            throw new ProtocolException("Content-Length is not a number: " + lengths.get(0));
        }
    }

    private static void checkCoding(String coding, List<String> lengths, String protocol) throws ProtocolException {
        if (!protocol.equals("http/1.1")) {
            throw new ProtocolException("Transfer-Encoding in a response of " + protocol + ": " + coding);
        }
        if (!coding.equalsIgnoreCase("chunked")) {
            throw new ProtocolException("a transfer coding other than one chunked: " + coding);
        }
        if (!lengths.isEmpty()) {
            throw new ProtocolException("Content-Length beside Transfer-Encoding: " + coding);
        }
    }

    private static boolean isLength(String value) {
        return !value.isEmpty()
                && value.length() <= MOST_DIGITS
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
