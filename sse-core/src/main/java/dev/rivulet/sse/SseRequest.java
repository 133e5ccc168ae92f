package dev.rivulet.sse;

import static java.util.Objects.requireNonNull;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Origin;
import dev.rivulet.sse.http.Redacted;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.policy.Dedup;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import java.net.CookieHandler;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What to stream, and how. Immutable: a method with an argument returns a changed copy, so a request can be shared and
 * derived from; a method of the same name without arguments returns what is set.
 *
 * <p>Each attempt carries {@code Accept: text/event-stream}, {@code Cache-Control: no-cache} and {@code User-Agent:
 * rivulet/<version>} unless headers of those names are set.
 */
public final class SseRequest {
    /** A change, and those before it; kept so that they can be applied to a client's defaults. */
    private record Change(@Nullable Change before, Consumer<Parts> change) {}

    private static final Set<String> DECODED = Set.of("gzip", "deflate", "identity");

    /** What a request is made of; its identity shows which requests derive from it. */
    private static final class Root {
        final String method;
        final URI uri;

        Root(String method, URI uri) {
            this.method = method;
            this.uri = uri;
        }

        Parts parts() {
            Parts parts = new Parts();
            parts.method = method;
            parts.uri = uri;
            return parts;
        }
    }

    private final Parts parts;
    private final Root root;
    private final @Nullable Change changes;

    private SseRequest(Parts parts, Root root, @Nullable Change changes) {
        this.parts = parts;
        this.root = root;
        this.changes = changes;
    }

    /**
     * A GET. User information in the URI is sent as Basic authentication to its origin, unless an Authorization header is
     * set.
     *
     * @throws IllegalArgumentException if the URI is not an absolute http or https URI with a host
     */
    public static SseRequest get(URI uri) {
        return of("GET", uri);
    }

    /**
     * As {@link #get(URI)}.
     *
     * @throws IllegalArgumentException also if the text is not a URI (RFC 3986): special characters must be escaped
     */
    public static SseRequest get(String uri) {
        return get(UriText.parse(uri));
    }

    /**
     * A POST of JSON, as LLM services expect it. It is not sent again once the server may have processed it, unless
     * {@link #repeatable(boolean) repeatable(true)} allows it.
     *
     * @throws IllegalArgumentException as {@link #get(URI)}
     */
    public static SseRequest post(URI uri, String json) {
        return post(uri, requireNonNull(json, "json").getBytes(StandardCharsets.UTF_8), "application/json");
    }

    /**
     * As {@link #post(URI, String)}.
     *
     * @throws IllegalArgumentException also if the text is not a URI (RFC 3986): special characters must be escaped
     */
    public static SseRequest post(String uri, String json) {
        return post(UriText.parse(uri), json);
    }

    /**
     * A POST of a body of any type. It is not sent again once the server may have processed it, unless
     * {@link #repeatable(boolean) repeatable(true)} allows it.
     *
     * @param body must not be changed afterwards
     * @throws IllegalArgumentException as {@link #get(URI)}
     */
    public static SseRequest post(URI uri, byte[] body, String contentType) {
        return of("POST", uri).body(requireNonNull(body, "body")).header("Content-Type", contentType);
    }

    /**
     * Any method.
     *
     * @throws IllegalArgumentException as {@link #get(URI)}, or if the method is not a token (RFC 9110, 9.1)
     */
    public static SseRequest of(String method, URI uri) {
        var root = new Root(checked(requireNonNull(method, "method")), checked(requireNonNull(uri, "uri")));
        return new SseRequest(root.parts(), root, null);
    }

    /** This request's own settings over those that a client sets for all. */
    SseRequest over(UnaryOperator<SseRequest> defaults) {
        SseRequest bare = new SseRequest(root.parts(), root, null);
        SseRequest base = requireNonNull(defaults.apply(bare), "the defaults' result");
        if (base.root != root) {
            throw new IllegalStateException("the client's defaults must return a copy of the request they are given");
        }
        if (base == bare && !parts.withDefaults) {
            return this; // there are none
        }
        Deque<Change> inOrder = new ArrayDeque<>();
        for (Change each = changes; each != null; each = each.before) {
            inOrder.push(each);
        }
        Parts made = base.parts.copy();
        made.withDefaults = true;
        made.method = root.method;
        made.uri = root.uri; // credentials that were set for it must not go elsewhere
        inOrder.forEach(each -> each.change.accept(made));
        return new SseRequest(made, root, changes);
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

    /**
     * A name for logs and metrics, such as {@code prices}. It need not be unique. By default logs show the method and the URI
     * without its query.
     */
    public SseRequest name(String name) {
        requireNonNull(name, "name");
        return with(p -> p.name = name);
    }

    /**
     * Another URI.
     *
     * @throws IllegalArgumentException if it is not an absolute http or https URI with a host
     */
    public SseRequest uri(URI uri) {
        URI checked = checked(requireNonNull(uri, "uri"));
        return with(p -> p.uri = checked);
    }

    /**
     * Another method.
     *
     * @throws IllegalArgumentException if it is not a token (RFC 9110, 9.1)
     */
    public SseRequest method(String method) {
        String checked = checked(requireNonNull(method, "method"));
        return with(p -> p.method = checked);
    }

    /** A body, or null for none. The array must not be changed afterwards. */
    public SseRequest body(byte @Nullable [] body) {
        return with(p -> p.body = body);
    }

    /**
     * Sets a header, in place of all headers of the same name.
     *
     * @throws IllegalArgumentException if name or value has characters that a header cannot carry (RFC 9110, 5)
     */
    public SseRequest header(String name, String value) {
        HeaderSyntax.check(name, value);
        return with(p -> p.headers = p.headers.set(name, value));
    }

    /**
     * Adds a header, beside those of the same name.
     *
     * @throws IllegalArgumentException if name or value has characters that a header cannot carry (RFC 9110, 5)
     */
    public SseRequest addHeader(String name, String value) {
        HeaderSyntax.check(name, value);
        return with(p -> p.headers = p.headers.add(name, value));
    }

    /**
     * Sets these headers, in place of all that were set before.
     *
     * @throws IllegalArgumentException if a name or a value has characters that a header cannot carry (RFC 9110, 5)
     */
    public SseRequest headers(Headers headers) {
        requireNonNull(headers, "headers").lines().forEach(line -> HeaderSyntax.check(line.getKey(), line.getValue()));
        return with(p -> p.headers = headers);
    }

    /** Sets {@code Authorization: Bearer …}. */
    public SseRequest bearer(String token) {
        return header("Authorization", "Bearer " + requireNonNull(token, "token"));
    }

    /**
     * Sets a header whose value is a secret: it is neither logged nor sent to another origin.
     *
     * @throws IllegalArgumentException as {@link #header}
     */
    public SseRequest secretHeader(String name, String value) {
        HeaderSyntax.check(name, value);
        return with(p -> p.headers = p.headers.setSecret(name, value));
    }

    /**
     * Offers compression: the response may then be encoded, and is decoded event by event. Off by default, because some
     * intermediaries hold compressed events back.
     *
     * @param codings {@code gzip}, {@code deflate}; none for no offer
     * @throws IllegalArgumentException for any other, since it could not be decoded
     */
    public SseRequest acceptEncoding(String... codings) {
        for (String each : requireNonNull(codings, "codings")) {
            if (!DECODED.contains(requireNonNull(each, "codings").toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("only gzip and deflate can be decoded, not " + each);
            }
        }
        String value = String.join(", ", codings);
        return with(p -> p.headers =
                value.isEmpty() ? p.headers.remove("Accept-Encoding") : p.headers.set("Accept-Encoding", value));
    }

    /**
     * Stores and sends the cookies of servers, also for redirects, such as {@code new java.net.CookieManager()}: some load
     * balancers use one to keep a client on a server. None by default. Called in the session, where it must not block; what
     * it throws closes the session with {@link Failure.HandlerFailed}.
     */
    public SseRequest cookies(CookieHandler handler) {
        requireNonNull(handler, "handler");
        return with(p -> p.cookies = handler);
    }

    /** The id to resume after, as {@link SseSession#lastEventId()} returned it; null or empty for none. */
    public SseRequest lastEventId(@Nullable String id) {
        return with(p -> {
            p.lastEventId = id == null ? "" : id;
            p.lastEventHash = null;
        });
    }

    /**
     * The id to resume after, and what its event was: a server that replays inclusively sends that one again, and the new
     * session then drops it as a duplicate, as {@link Dedup} says. For applications that save the id in the same
     * transaction as what they make of the event.
     *
     * @param contentHash that of the last event with this id ({@link EventView#contentHash()})
     */
    public SseRequest lastEventId(String id, long contentHash) {
        requireNonNull(id, "id");
        return with(p -> {
            p.lastEventId = id;
            p.lastEventHash = id.isEmpty() ? null : contentHash;
        });
    }

    /**
     * Loads the committed last event ID at the start, and saves it. What it holds takes precedence over
     * {@link #lastEventId(String)}.
     */
    public SseRequest lastEventIdStore(LastEventIdStore store) {
        requireNonNull(store, "store");
        return with(p -> p.store = store);
    }

    /**
     * Delivers only events of these types; the type of an event without an {@code event} line is {@code message}. The ids of
     * other events are committed, and an {@link #endRule} still sees them. Compared as bytes, no String is made. None for
     * all types, the default.
     */
    public SseRequest eventTypes(String... types) {
        Set<String> set = new LinkedHashSet<>(List.of(requireNonNull(types, "types")));
        return with(p -> p.eventTypes = set);
    }

    /**
     * The data of the event that ends the stream, such as {@code [DONE]}. This event is not delivered. If the body ends
     * without it, the stream was cut: {@link Failure.Truncated}. It is checked before an {@link #endRule}.
     */
    public SseRequest endMarker(String data) {
        requireNonNull(data, "data");
        return with(p -> p.endMarker = data);
    }

    /** A rule that judges each event, after {@link #endMarker}: for servers that report an end or an error in an event. */
    public SseRequest endRule(EndRule rule) {
        requireNonNull(rule, "rule");
        return with(p -> p.endRule = rule);
    }

    /**
     * Whether a body that ends without an end marker, or an event that the end rule judges as
     * {@link EndRule.Verdict#END END}, is {@link Failure.Truncated}. Always true with an {@link #endMarker}.
     */
    public SseRequest endRequired(boolean required) {
        return with(p -> p.endRequired = required);
    }

    /**
     * Whether an unfinished last event is delivered at a clean end of the body. Off by default, as the standard requires;
     * some LLM servers omit the last blank line.
     */
    public SseRequest deliverUnfinished(boolean deliver) {
        return with(p -> p.deliverUnfinished = deliver);
    }

    /** What a response's status and headers mean. Default {@link ResponseRules#standard()}. */
    public SseRequest responseRules(ResponseRules rules) {
        requireNonNull(rules, "rules");
        return with(p -> p.responseRules = rules);
    }

    /**
     * Reads the delay before the next attempt from an error response, for services with headers of their own, such as
     * {@code x-ratelimit-reset-requests}. Null to use {@code retry-after-ms} and {@code Retry-After}, which may have
     * fractions. Called in the session, where it must not block; what it throws closes the session with
     * {@link Failure.HandlerFailed}.
     */
    public SseRequest retryAfter(Function<ResponseHead, @Nullable Duration> delay) {
        requireNonNull(delay, "delay");
        return with(p -> p.retryAfter = delay);
    }

    /** Accepts a 200 without Content-Type as an event stream. */
    public SseRequest acceptAbsentContentType() {
        return with(p -> p.responseRules = p.responseRules.acceptAbsentContentType());
    }

    /**
     * Adds a type to the Accept header, after {@code text/event-stream} and those there: some servers require
     * {@code application/json} too. A response of such a type is still {@link Failure.NotAnEventStream}, which has its
     * body, unless {@link #responseRules} says otherwise.
     */
    public SseRequest accept(String type) {
        HeaderSyntax.check("Accept", type);
        return with(p -> {
            String before = p.headers.first("Accept");
            p.headers = p.headers.set("Accept", (before == null ? "text/event-stream" : before) + ", " + type);
        });
    }

    /**
     * Whether the received id is sent as the header Last-Event-ID. Default true. Turn it off for servers that want the id
     * elsewhere, and put it there in a {@link #customizer}.
     */
    public SseRequest sendLastEventId(boolean send) {
        return with(p -> p.sendLastEventId = send);
    }

    /**
     * Whether a redirect from https to http is followed. Off by default, because the stream would no longer be encrypted.
     */
    public SseRequest allowHttpsToHttpRedirects(boolean allow) {
        return with(p -> p.allowHttpsToHttpRedirects = allow);
    }

    /**
     * Whether the request may be sent again once it has been sent. Always true for GET; for other methods only the
     * application knows. Otherwise a request is sent again only if the server did not process it: no byte was sent, the
     * server said so, or it answered 429, 503 or 529. In the last case four times at most, unless
     * {@code ReconnectPolicy.maxAttempts} is set.
     */
    public SseRequest repeatable(boolean repeatable) {
        return with(p -> p.repeatable = repeatable);
    }

    /** Makes the request of each attempt, for example with a fresh token. */
    public SseRequest customizer(RequestCustomizer customizer) {
        requireNonNull(customizer, "customizer");
        return with(p -> p.customizer = customizer);
    }

    /** When a lost stream is opened again. */
    public SseRequest reconnect(ReconnectPolicy policy) {
        requireNonNull(policy, "policy");
        return with(p -> p.reconnect = policy);
    }

    /** The time limits. */
    public SseRequest timeouts(Timeouts timeouts) {
        requireNonNull(timeouts, "timeouts");
        return with(p -> p.timeouts = timeouts);
    }

    /** The limits on what a server may send. */
    public SseRequest limits(Limits limits) {
        requireNonNull(limits, "limits");
        return with(p -> p.limits = limits);
    }

    /** Which events are dropped as duplicates. */
    public SseRequest dedup(Dedup dedup) {
        requireNonNull(dedup, "dedup");
        return with(p -> p.dedup = dedup);
    }

    /** On which thread events are delivered, and when they count as handled. */
    public SseRequest delivery(Delivery delivery) {
        requireNonNull(delivery, "delivery");
        return with(p -> p.delivery = delivery);
    }

    /** As set by {@link #name(String)}; null if it has none. */
    public @Nullable String name() {
        return parts.name;
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

    /** As set by {@link #lastEventId(String, long)}; null if it is not known. */
    public @Nullable Long lastEventHash() {
        return parts.lastEventHash;
    }

    public @Nullable LastEventIdStore lastEventIdStore() {
        return parts.store;
    }

    /** Empty for all. Unmodifiable. */
    public Set<String> eventTypes() {
        return Set.copyOf(parts.eventTypes);
    }

    public @Nullable String endMarker() {
        return parts.endMarker;
    }

    public @Nullable EndRule endRule() {
        return parts.endRule;
    }

    public boolean endRequired() {
        return parts.endRequired || parts.endMarker != null;
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

    public boolean sendLastEventId() {
        return parts.sendLastEventId;
    }

    public boolean allowHttpsToHttpRedirects() {
        return parts.allowHttpsToHttpRedirects;
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
        return parts.headers.isSecret(requireNonNull(header, "header"));
    }

    /** The name, the method and the URI, without its query and user information. */
    @Override
    public String toString() {
        String target = parts.method + " " + Redacted.uri(parts.uri);
        return parts.name == null ? target : parts.name + " (" + target + ")";
    }

    private SseRequest with(Consumer<Parts> change) {
        Parts copy = parts.copy();
        change.accept(copy);
        return new SseRequest(copy, root, new Change(changes, change));
    }

    /** Changed only before the request that holds it is made; read through its final field ever after. */
    private static final class Parts implements Cloneable {
        String method = "GET";
        URI uri = URI.create("http://localhost");
        Headers headers = Headers.none();
        byte @Nullable [] body;
        String lastEventId = "";

        @Nullable
        Long lastEventHash;

        @Nullable
        CookieHandler cookies;

        @Nullable
        LastEventIdStore store;

        @Nullable
        String name;

        @Nullable
        String endMarker;

        @Nullable
        EndRule endRule;

        Set<String> eventTypes = Set.of();

        boolean withDefaults; // of a client
        boolean endRequired;
        boolean deliverUnfinished;
        boolean allowHttpsToHttpRedirects;
        boolean repeatable;
        boolean sendLastEventId = true;
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
