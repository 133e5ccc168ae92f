package dev.rivulet.sse;

import dev.rivulet.sse.http.ResponseHead;

/** The table of statuses (WHATWG HTML, "server-sent events"; RFC 9110, 15). */
enum StandardRules implements ResponseRules {
    INSTANCE;

    @Override
    public Verdict judge(ResponseHead head, boolean idSent, boolean wasOpen) {
        int status = head.status();
        return switch (status) {
            case 200 ->
                "text/event-stream".equals(ContentType.essence(head.headers()))
                        ? Verdict.OPEN
                        : wasOpen ? Verdict.RETRY : Verdict.FAIL;
            case 204 -> Verdict.NO_CONTENT;
            case 301, 302, 303, 307, 308 -> Verdict.FOLLOW;
            case 408, 425, 429 -> Verdict.RETRY;
            case 501, 505 -> Verdict.FAIL;
            default -> status >= 500 && status < 600 ? Verdict.RETRY : Verdict.FAIL;
        };
    }
}
