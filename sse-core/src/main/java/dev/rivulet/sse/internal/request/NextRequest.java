package dev.rivulet.sse.internal.request;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.TransportRequest;
import java.net.CookieHandler;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the server is asked for: the request in use, where it leads now, and the id that goes with it. */
public final class NextRequest {
    private final SseRequest original;
    private final Consumer<Failure> warnings;
    private SseRequest using;
    private Target target;
    private String receivedId = "";
    private @Nullable String sentId;
    private boolean reportedUnsendable;
    private int redirects; // one after the other

    public NextRequest(SseRequest request, Consumer<Failure> warnings) {
        this.original = request;
        this.using = request;
        this.target = Target.of(request);
        this.warnings = warnings;
    }

    /** The request that the session was made with. */
    public SseRequest original() {
        return original;
    }

    /** The request of this attempt. */
    public SseRequest using() {
        return using;
    }

    public Target target() {
        return target;
    }

    /** The Last-Event-ID that was sent; null for none. */
    public @Nullable String sentId() {
        return sentId;
    }

    /** The id that had been received when this was asked for. */
    public String receivedId() {
        return receivedId;
    }

    public void use(SseRequest request) {
        using = request;
        target = Target.of(request);
    }

    /** Turns to where a redirect leads; or returns why not. */
    public @Nullable Failure follow(ResponseHead head) {
        redirects++;
        int most = using.limits().redirects();
        if (redirects > most) {
            return new Failure.LimitExceeded("Limits.redirects", most);
        }
        Redirects.Next next = Redirects.follow(head, target, using);
        if (next.target() != null) {
            target = next.target();
        }
        return next.failure();
    }

    /** The redirects have led to an answer, or to nothing: those to come are counted from here on. */
    public void endRedirects() {
        redirects = 0;
    }

    /** What to send, with this id if it can be sent. */
    public TransportRequest next(String lastEventId, Features features) {
        receivedId = lastEventId.isEmpty() ? "" : lastEventId; // one for all that have none
        return new TransportRequest(
                target.method(),
                target.uri(),
                withCookies(withId(lastEventId, features.has(Feature.OBS_TEXT))),
                target.body(),
                using.timeouts().connect(),
                using.limits().headBytes());
    }

    /** The target has answered. */
    public void answered(ResponseHead head) {
        CookieHandler cookies = using.cookies();
        if (cookies != null) {
            Cookies.received(cookies, target.uri(), head.headers());
        }
    }

    private Headers withCookies(Headers headers) {
        CookieHandler cookies = using.cookies();
        return cookies == null ? headers : Cookies.sent(cookies, target.uri(), headers);
    }

    private Headers withId(String id, boolean obsText) {
        sentId = null;
        if (id.isEmpty() || !target.mayCarryId() || !using.sendLastEventId()) {
            return target.headers();
        }
        LastEventIdHeader.Value value =
                LastEventIdHeader.of(id, obsText, using.limits().lastEventIdBytes());
        if (value.text() == null) {
            reportUnsendable(id, String.valueOf(value.reason()));
            return target.headers();
        }
        sentId = id;
        return target.headers().set(LastEventIdHeader.NAME, value.text());
    }

    private void reportUnsendable(String id, String reason) {
        if (!reportedUnsendable) {
            reportedUnsendable = true;
            warnings.accept(new Failure.UnsendableLastEventId(id, reason));
        }
    }
}
