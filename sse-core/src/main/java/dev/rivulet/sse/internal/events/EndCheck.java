package dev.rivulet.sse.internal.events;

import static java.util.Objects.requireNonNull;

import dev.rivulet.sse.EndRule;
import dev.rivulet.sse.EndRule.Verdict;
import dev.rivulet.sse.EventView;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.Failure.HandlerFailed.Handler;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.internal.HandlerException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Whether an event ends the stream: the request's end marker, then its end rule. */
final class EndCheck {
    private static final int LONGEST_DETAIL = 4096;

    private final byte @Nullable [] marker;
    private final @Nullable EndRule rule;

    EndCheck(SseRequest request) {
        String text = request.endMarker();
        this.marker = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        this.rule = request.endRule();
    }

    Verdict judge(EventView view) {
        if (marker != null && isMarker(view.asReceived(), marker)) {
            return Verdict.END;
        }
        if (rule == null) {
            return Verdict.CONTINUE;
        }
        try {
            return requireNonNull(rule.judge(view), "the verdict");
        } catch (Throwable thrown) {
            throw new HandlerException(Handler.END_RULE, thrown);
        }
    }

    /** What an event reports that is an error. */
    static Failure error(EventView view, boolean retryable) {
        String data = view.data();
        String detail = data.length() > LONGEST_DETAIL ? data.substring(0, LONGEST_DETAIL) + "…" : data;
        return new Failure.ErrorEvent(detail, retryable);
    }

    private static boolean isMarker(EventView raw, byte[] marker) {
        return raw.length() == marker.length
                && Arrays.equals(raw.array(), raw.offset(), raw.offset() + marker.length, marker, 0, marker.length);
    }
}
