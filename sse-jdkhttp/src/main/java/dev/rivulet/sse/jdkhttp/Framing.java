package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.http.ResponseHead;
import java.net.ProtocolException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a head says of its body's framing (RFC 9112, 6.3; RFC 9113, 8.1.1). The JDK looks at the first header of a kind
 * only, and takes for the body what contradicting ones leave of it.
 */
final class Framing {
    static final long ANY_LENGTH = -1;

    private Framing() {}

    /** What is wrong with the head; null for nothing. */
    static @Nullable ProtocolException fault(ResponseHead head) {
        List<String> codings = head.headers().all("Transfer-Encoding");
        List<String> lengths = head.headers().all("Content-Length");
        return codings.isEmpty() ? fault(lengths) : fault(codings, lengths, head.protocol());
    }

    private static @Nullable ProtocolException fault(List<String> codings, List<String> lengths, String protocol) {
        String coding = String.join(", ", codings);
        if (!protocol.equals("http/1.1")) {
            return new ProtocolException("Transfer-Encoding in a response of " + protocol + ": " + coding);
        }
        if (coding.indexOf(',') >= 0) {
            return new ProtocolException("more than one transfer coding: " + coding);
        }
        if (!coding.equalsIgnoreCase("chunked")) { // all that the JDK looks for
            return new ProtocolException("unknown transfer coding: " + coding);
        }
        return lengths.isEmpty() ? null : new ProtocolException("Content-Length beside Transfer-Encoding: " + coding);
    }

    private static @Nullable ProtocolException fault(List<String> lengths) {
        if (lengths.stream().distinct().count() > 1) {
            return new ProtocolException("more than one Content-Length: " + String.join(", ", lengths));
        }
        return lengths.isEmpty() || isLength(lengths.get(0))
                ? null
                : new ProtocolException("Content-Length is not a number: " + lengths.get(0));
    }

    /** The length that the body must have, where the JDK does not see to that itself. */
    static long lengthToCheck(ResponseHead head, String method) {
        String length = head.headers().first("Content-Length");
        boolean hasBody = !method.equals("HEAD") && head.status() != 204 && head.status() != 304;
        return length != null && hasBody && !head.protocol().equals("http/1.1") ? Long.parseLong(length) : ANY_LENGTH;
    }

    private static boolean isLength(String value) {
        return value.length() <= 18 && !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
