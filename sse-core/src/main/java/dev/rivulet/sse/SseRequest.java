package dev.rivulet.sse;

import dev.rivulet.sse.policy.Dedup;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.spi.LastEventIdStore;
import dev.rivulet.sse.spi.Origin;
import dev.rivulet.sse.spi.ResponseHead;
import java.net.CookieHandler;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What to stream, and how. Immutable: every method returns a changed copy, so a request can be shared and derived from.
 *
 * <p>Each attempt carries {@code Accept: text/event-stream}, {@code Cache-Control: no-cache} and {@code User-Agent:
 * rivulet/<version>} unless headers of those names are given.
 */
public final class SseRequest {
    private final Parts parts;

    private SseRequest(Parts parts) {
        this.parts = parts;
    }

    /**
     * A GET. User information in the URI is sent as Basic authentication to its origin, unless an Authorization header is
     * given.
     *
     * @throws IllegalArgumentException if the URI is not an absolute http or https one with a host
     */
    public static SseRequest get(URI uri) {
        return of("GET", uri);
    }

    /**
     * A POST of JSON, as LLM services want it. It is not repeated once the server may have processed it, unless
     * {@link #repeatable} says so.
     */
    public static SseRequest post(URI uri, String json) {
        return of("POST", uri).body(json.getBytes(StandardCharsets.UTF_8)).header("Content-Type", "application/json");
    }

    /** Any other method. */
    public static SseRequest of(String method, URI uri) {
        Parts parts = new Parts();
        parts.method = checked(method);
        parts.uri = checked(uri);
        return new SseRequest(parts);
    }

    private static String checked(String method) {
        if (!HeaderSyntax.isToken(method)) {
            throw new IllegalArgumentException("not a method: \"" + method + "\"");
        }
        return method.toUpperCase(Locale.ROOT);
    }

    private static URI checked(URI uri) {
        try {
            Origin.of(uri);
            return uri;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not an absolute http or https URI with a host: " + Redacted.uri(uri)
                    + " (" + e.getMessage() + ")");
        }
    }

    /** Another URI. */
    public SseRequest uri(URI uri) {
        return with(p -> p.uri = checked(uri));
    }

    /** Another method. */
    public SseRequest method(String method) {
        return with(p -> p.method = checked(method));
    }

    /** A body. The array must not be changed afterwards. */
    public SseRequest body(byte @Nullable [] body) {
        return with(p -> p.body = body);
    }

    /**
     * A header, in place of all of the same name.
     *
     * @throws IllegalArgumentException if name or value has characters that a header cannot carry (RFC 9110, 5)
     */
    public SseRequest header(String name, String value) {
        HeaderSyntax.check(name, value);
        return with(p -> p.headers = p.headers.with(name, value));
    }

    /** {@code Authorization: Bearer …}. */
    public SseRequest bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** A header whose value is a secret: it is neither logged nor sent to another origin. */
    public SseRequest secretHeader(String name, String value) {
        HeaderSyntax.check(name, value);
        return with(p -> p.headers = p.headers.withSecret(name, value));
    }

    /**
     * Where cookies are kept that servers set, and taken from for each request, redirects included, such as
     * {@code new java.net.CookieManager()}: some load balancers pin a client to a server by one. None by default. Called
     * in the session, where it must not block; what it throws closes the session with {@link Failure.HandlerFailed}.
     */
    public SseRequest cookies(CookieHandler handler) {
        return with(p -> p.cookies = handler);
    }

    /** The id to resume after, as {@link SseSession#lastEventId()} gave it; null or empty for none. */
    public SseRequest lastEventId(@Nullable String id) {
        return with(p -> p.lastEventId = id == null ? "" : id);
    }

    /** Where the committed id is loaded from at the start, before {@link #lastEventId(String)}, and saved to. */
    public SseRequest lastEventIdStore(LastEventIdStore store) {
        return with(p -> p.store = store);
    }

    /**
     * The data of the event that ends the stream, such as {@code [DONE]}. It is not delivered. Where the body ends
     * without it, the stream was cut: {@link Failure.Truncated}.
     */
    public SseRequest endMarker(String data) {
        byte[] marker = data.getBytes(StandardCharsets.UTF_8);
        return with(p -> {
            p.endRule = view -> isData(view, marker) ? EndRule.Verdict.END : EndRule.Verdict.CONTINUE;
            p.endRequired = true;
        });
    }

    private static boolean isData(EventView view, byte[] marker) {
        EventView raw = view.asReceived();
        return raw.length() == marker.length
                && Arrays.equals(raw.array(), raw.offset(), raw.offset() + marker.length, marker, 0, marker.length);
    }

    /**
     * A rule that judges each event.
     *
     * @param required whether a body that ends without an END is {@link Failure.Truncated}
     */
    public SseRequest endRule(EndRule rule, boolean required) {
        return with(p -> {
            p.endRule = rule;
            p.endRequired = required;
        });
    }

    /** Delivers an unfinished last event at a clean end, against the standard: some LLM servers omit the blank line. */
    public SseRequest deliverUnfinished(boolean deliver) {
        return with(p -> p.deliverUnfinished = deliver);
    }

    /** What a response's status and headers mean; {@link ResponseRules#standard()} by default. */
    public SseRequest responseRules(ResponseRules rules) {
        return with(p -> p.responseRules = rules);
    }

    /**
     * Reads the delay before the next attempt from a refused response whose service has headers of its own for it, such as
     * {@code x-ratelimit-reset-requests}. Null for what {@code retry-after-ms} and {@code Retry-After} say, which may have
     * fractions. Called in the session, where it must not block; what it throws closes the session with
     * {@link Failure.HandlerFailed}.
     */
    public SseRequest retryAfter(Function<ResponseHead, @Nullable Duration> delay) {
        return with(p -> p.retryAfter = delay);
    }

    /** Takes a 200 without Content-Type for an event stream. */
    public SseRequest acceptAbsentContentType() {
        return with(p -> p.responseRules = p.responseRules.acceptAbsentContentType());
    }

    /**
     * Offers a further type in the Accept header, behind {@code text/event-stream} and those there: some servers want
     * to see {@code application/json} too. A response of such a type is still {@link Failure.NotAnEventStream}, which has
     * its body, unless {@link #responseRules} say otherwise.
     */
    public SseRequest accept(String type) {
        String before = parts.headers.first("Accept");
        return header("Accept", (before == null ? "text/event-stream" : before) + ", " + type);
    }

    /**
     * Whether the received id goes into the header Last-Event-ID; true by default. Off for servers that want it elsewhere,
     * where a {@link #customizer} puts it.
     */
    public SseRequest sendLastEventId(boolean send) {
        return with(p -> p.sendsLastEventId = send);
    }

    /** Follows a redirect from https to http. Off by default: it gives the stream away. */
    public SseRequest followToPlainText(boolean follow) {
        return with(p -> p.followToPlainText = follow);
    }

    /**
     * Whether the request may be sent again once it has been sent. Always for GET; for others the user knows. Without it a
     * request is sent again only if the server did not process it: no byte has left, the server says so, or it answered
     * 429, 503 or 529; the latter four times at most unless {@code ReconnectPolicy.maxAttempts} says otherwise.
     */
    public SseRequest repeatable(boolean repeatable) {
        return with(p -> p.repeatable = repeatable);
    }

    public SseRequest customizer(RequestCustomizer customizer) {
        return with(p -> p.customizer = customizer);
    }

    public SseRequest reconnect(ReconnectPolicy policy) {
        return with(p -> p.reconnect = policy);
    }

    public SseRequest timeouts(Timeouts timeouts) {
        return with(p -> p.timeouts = timeouts);
    }

    public SseRequest limits(Limits limits) {
        return with(p -> p.limits = limits);
    }

    public SseRequest dedup(Dedup dedup) {
        return with(p -> p.dedup = dedup);
    }

    public SseRequest delivery(Delivery delivery) {
        return with(p -> p.delivery = delivery);
    }

    public String method() {
        return parts.method;
    }

    public URI uri() {
        return parts.uri;
    }

    public Headers headers() {
        return parts.headers;
    }

    public byte @Nullable [] body() {
        return parts.body;
    }

    public @Nullable CookieHandler cookies() {
        return parts.cookies;
    }

    public String lastEventId() {
        return parts.lastEventId;
    }

    public @Nullable LastEventIdStore lastEventIdStore() {
        return parts.store;
    }

    public @Nullable EndRule endRule() {
        return parts.endRule;
    }

    public boolean endRequired() {
        return parts.endRequired;
    }

    public boolean deliverUnfinished() {
        return parts.deliverUnfinished;
    }

    public ResponseRules responseRules() {
        return parts.responseRules;
    }

    public Function<ResponseHead, @Nullable Duration> retryAfter() {
        return parts.retryAfter;
    }

    public boolean sendsLastEventId() {
        return parts.sendsLastEventId;
    }

    public boolean followToPlainText() {
        return parts.followToPlainText;
    }

    /** Whether it may be sent again once it has been sent. */
    public boolean repeatable() {
        return parts.repeatable || parts.method.equals("GET");
    }

    public @Nullable RequestCustomizer customizer() {
        return parts.customizer;
    }

    public ReconnectPolicy reconnect() {
        return parts.reconnect;
    }

    public Timeouts timeouts() {
        return parts.timeouts;
    }

    public Limits limits() {
        return parts.limits;
    }

    public Dedup dedup() {
        return parts.dedup;
    }

    public Delivery delivery() {
        return parts.delivery;
    }

    /** Whether a header of this request is a secret, by custom or by {@link #secretHeader}. */
    public boolean isSecret(String header) {
        return parts.headers.isSecret(header);
    }

    /** The method and the URI, without its query and user information. */
    @Override
    public String toString() {
        return parts.method + " " + Redacted.uri(parts.uri);
    }

    private SseRequest with(Consumer<Parts> change) {
        Parts copy = parts.copy();
        change.accept(copy);
        return new SseRequest(copy);
    }

    /** Changed only before the request that holds it is made; read through its final field ever after. */
    private static final class Parts implements Cloneable {
        String method = "GET";
        URI uri = URI.create("http://localhost");
        Headers headers = Headers.none();
        byte @Nullable [] body;
        String lastEventId = "";

        @Nullable
        CookieHandler cookies;

        @Nullable
        LastEventIdStore store;

        @Nullable
        EndRule endRule;

        boolean endRequired;
        boolean deliverUnfinished;
        boolean followToPlainText;
        boolean repeatable;
        boolean sendsLastEventId = true;
        ResponseRules responseRules = ResponseRules.standard();
        Function<ResponseHead, @Nullable Duration> retryAfter = head -> null;

        @Nullable
        RequestCustomizer customizer;

        ReconnectPolicy reconnect = ReconnectPolicy.defaults();
        Timeouts timeouts = Timeouts.defaults();
        Limits limits = Limits.defaults();
        Dedup dedup = Dedup.defaults();
        Delivery delivery = Delivery.defaults();

        Parts copy() {
            try {
                return (Parts) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
