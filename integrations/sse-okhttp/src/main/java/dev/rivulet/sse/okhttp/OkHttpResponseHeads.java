package dev.rivulet.sse.okhttp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.ResponseHead;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Map;
import okhttp3.Protocol;
import okhttp3.Response;

/** Turns OkHttp's response heads into ours, and refuses what OkHttp lets pass. */
final class OkHttpResponseHeads {
    private static final int LOWEST_FINAL_STATUS = 200;

    private OkHttpResponseHeads() {}

    /**
     * The head as the interceptors leave it.
     *
     * @throws ProtocolException if what came from the network is no head, or contradicts itself
     * @throws SseException if it is longer than this
     */
    static ResponseHead of(Response response, int most) throws ProtocolException {
        Response fromNetwork = response.networkResponse();
        if (fromNetwork != null) { // else an interceptor has answered
            check(head(fromNetwork), most);
        }
        ResponseHead head = head(response);
        if (head.status() < LOWEST_FINAL_STATUS) {
            throw new ProtocolException("the status " + head.status() + " is not that of a final response");
        }
        return head;
    }

    private static void check(ResponseHead head, int most) throws ProtocolException {
        if (bytes(head) > most) {
            throw new SseException(new Failure.LimitExceeded("Limits.headBytes", most));
        }
        Framing.check(head);
    }

    private static ResponseHead head(Response response) throws ProtocolException {
        var lines = new ArrayList<Map.Entry<String, String>>();
        for (int i = 0; i < response.headers().size(); i++) {
            lines.add(Map.entry(
                    name(response.headers().name(i)), octets(response.headers().value(i))));
        }
        return new ResponseHead(response.code(), Headers.of(lines), name(response.protocol()));
    }

    /** OkHttp takes lines without a colon, and does not see white space before it. */
    private static String name(String came) throws ProtocolException {
        String name = came.stripTrailing();
        boolean isFraming = name.equalsIgnoreCase("Transfer-Encoding") || name.equalsIgnoreCase("Content-Length");
        if (name.isEmpty() || Character.isWhitespace(name.charAt(0)) || isFraming && name.length() < came.length()) {
            throw new ProtocolException("a line of the response's head is not a name, a colon and a value");
        }
        return name;
    }

    private static String name(Protocol protocol) {
        return switch (protocol) {
            case HTTP_2, H2_PRIOR_KNOWLEDGE -> "h2";
            case HTTP_1_0, HTTP_1_1 -> "http/1.1";
            default -> protocol.toString();
        };
    }

    /** OkHttp reads values as UTF-8. Of what was UTF-8 these are the bytes, each as a char. */
    private static String octets(String value) {
        boolean isAscii = value.chars().allMatch(c -> c < 0x80);
        return isAscii ? value : new String(value.getBytes(UTF_8), ISO_8859_1);
    }

    /** The length of the header section as HTTP/1.1 writes it. */
    private static long bytes(ResponseHead head) {
        return head.headers().lines().stream()
                .mapToLong(line -> line.getKey().length() + line.getValue().length() + ": \r\n".length())
                .sum();
    }
}
