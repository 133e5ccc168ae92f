package dev.rivulet.sse.micrometer;

import static java.util.Objects.requireNonNull;

import dev.rivulet.sse.ClientObserver;
import dev.rivulet.sse.SessionObserver;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Each request of a client as an {@code Observation} of Micrometer, for tracing and for a timer:
 *
 * <pre>{@code
 * var client = SseClient.builder().observer(new SseObservations(registry)).build();
 * }</pre>
 *
 * <p><b>Requests.</b> An observation {@code sse.client.requests}, whose contextual name is the method and
 * {@link SseRequest#name}, lasts until the head of the response has been accepted, or the request has failed; it does not
 * last as long as the stream. A request that follows a redirect has its own. Its context is a
 * {@code RequestReplySenderContext} of kind CLIENT: what a handler of tracing sets, such as {@code traceparent}, is sent with
 * the request. Its response is the {@code ResponseHead}.
 *
 * <table>
 * <caption>The key values</caption>
 * <tr><th>key</th><th>cardinality</th><th>value</th></tr>
 * <tr><td>{@code name}, {@code host}</td><td>low</td><td>of the stream, as {@link SseMeters} has them; a redirect changes
 * neither</td></tr>
 * <tr><td>{@code method}</td><td>low</td><td>of the request</td></tr>
 * <tr><td>{@code status}</td><td>low</td><td>of the response, or {@code none}</td></tr>
 * <tr><td>{@code outcome}</td><td>low</td><td>{@code SUCCESS}, {@code REDIRECTION}, {@code CLIENT_ERROR},
 * {@code SERVER_ERROR}, or {@code UNKNOWN}</td></tr>
 * <tr><td>{@code cause}</td><td>low</td><td>a {@code Failure.code()}; {@code cancelled} if the session was closed before
 * the response; or {@code none}</td></tr>
 * <tr><td>{@code http.url}</td><td>high</td><td>the URL without user information, query and fragment</td></tr>
 * <tr><td>{@code attempt}</td><td>high</td><td>from 1, by session</td></tr>
 * </table>
 *
 * <p>A request that fails has an error. It has the code of the failure and the class of what caused it, and not their
 * messages, which may have what a server said.
 *
 * <p><b>Context.</b> The observation that is current where a session is opened is the parent of its observations, and is
 * current in its handlers and decoders, also after it has stopped.
 *
 * <p>What a handler of the registry throws is logged, and never harms a session. Thread-safe; may be used for several
 * clients.
 */
public final class SseObservations implements ClientObserver {
    private final ObservationRegistry registry;
    private final StreamNames names = new StreamNames("observations");
    private final Guard guard = new Guard();

    /** Reports to the handlers of this registry. */
    public SseObservations(ObservationRegistry registry) {
        this.registry = requireNonNull(registry, "registry");
    }

    /** Null while the registry has no handler. */
    @Override
    public @Nullable SessionObserver observe(SseSession session, SseRequest request) {
        if (registry.isNoop()) {
            return null;
        }
        Opener opener = Opener.current(registry);
        return new RequestObservations(registry, opener, names.of(request), request.name(), guard);
    }
}
