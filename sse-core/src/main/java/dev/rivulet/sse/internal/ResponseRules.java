package dev.rivulet.sse.internal;

import dev.rivulet.sse.Headers;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.spi.ResponseHead;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a response's head means for an event stream (WHATWG HTML, "server-sent events"; RFC 9110, 15). */
final class ResponseRules {
    /** The meaning. */
    sealed interface Verdict {
        /** The stream is open; its body is coded with {@code coding}, null for not at all. */
        record Open(@Nullable String coding) implements Verdict {}

        /** There is no more (204). */
        record NoContent() implements Verdict {}

        /** Look elsewhere. */
        record Redirect() implements Verdict {}

        /** Not a stream, by its status. */
        record Refused(boolean retryable) implements Verdict {}

        /** Not a stream, by its type. */
        record WrongType(@Nullable String contentType) implements Verdict {}

        /** The server does not know the id that was sent. */
        record CursorRejected() implements Verdict {}

        record UnknownCoding(String coding) implements Verdict {}
    }

    private ResponseRules() {}

    static Verdict judge(ResponseHead head, SseRequest request, boolean sentId) {
        int status = head.status();
        return switch (status) {
            case 200 -> judgeOk(head.headers(), request);
            case 204 -> new Verdict.NoContent();
            case 301, 302, 303, 307, 308 -> new Verdict.Redirect();
            case 400, 404, 410, 412 -> sentId ? new Verdict.CursorRejected() : new Verdict.Refused(false);
            case 408, 425, 429 -> new Verdict.Refused(true);
            case 501, 505 -> new Verdict.Refused(false);
            default -> new Verdict.Refused(status >= 500 && status < 600);
        };
    }

    private static Verdict judgeOk(Headers headers, SseRequest request) {
        String type = headers.first("Content-Type");
        boolean isStream = type == null ? request.acceptAbsentContentType() : isEventStream(type);
        if (!isStream) {
            return new Verdict.WrongType(type);
        }
        String coding = coding(headers);
        return coding == null || ContentDecoder.knows(coding)
                ? new Verdict.Open(coding)
                : new Verdict.UnknownCoding(coding);
    }

    private static boolean isEventStream(String type) {
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().equalsIgnoreCase("text/event-stream");
    }

    /** The body's coding, or null: identity, none and empty are no coding. Several count as one unknown. */
    static @Nullable String coding(Headers headers) {
        String coding =
                String.join(",", headers.all("Content-Encoding")).strip().toLowerCase(Locale.ROOT);
        return coding.isEmpty() || coding.equals("identity") || coding.equals("none") ? null : coding;
    }
}
