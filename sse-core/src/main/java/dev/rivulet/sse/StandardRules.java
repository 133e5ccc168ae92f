package dev.rivulet.sse;

import dev.rivulet.sse.spi.ResponseHead;
import org.jspecify.annotations.Nullable;

/** The table of statuses (WHATWG HTML, "server-sent events"; RFC 9110, 15). */
enum StandardRules implements ResponseRules {
    INSTANCE;

    @Override
    public Verdict judge(ResponseHead head, boolean idSent, boolean wasOpen) {
        int status = head.status();
        return switch (status) {
            case 200 ->
                isEventStream(head.headers().first("Content-Type"))
                        ? Verdict.OPEN
                        : wasOpen ? Verdict.RETRY : Verdict.FAIL;
            case 204 -> Verdict.COMPLETE;
            case 301, 302, 303, 307, 308 -> Verdict.FOLLOW;
            case 408, 425, 429 -> Verdict.RETRY;
            case 501, 505 -> Verdict.FAIL;
            default -> status >= 500 && status < 600 ? Verdict.RETRY : Verdict.FAIL;
        };
    }

    private static boolean isEventStream(@Nullable String type) {
        if (type == null) {
            return false;
        }
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().equalsIgnoreCase("text/event-stream");
    }
}
