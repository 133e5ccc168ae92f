package dev.rivulet.sse.micrometer;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Redacted;
import dev.rivulet.sse.http.ResponseHead;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.RequestReplySenderContext;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The observation of a request. Confined to the session. */
final class ObservedRequest {
    private static final String NONE = "none";

    private final HeaderCarrier carrier = new HeaderCarrier();
    private final RequestReplySenderContext<HeaderCarrier, ResponseHead> context =
            new RequestReplySenderContext<>(HeaderCarrier::set, Kind.CLIENT);
    private final Observation observation;
    private final StreamNames.Key stream;

    ObservedRequest(
            ObservationRegistry registry, @Nullable Observation parent, StreamNames.Key stream, String contextualName) {
        this.stream = stream;
        context.setCarrier(carrier);
        observation = Observation.createNotStarted("sse.client.requests", () -> context, registry)
                .contextualName(contextualName)
                .parentObservation(parent);
    }

    void start(int attempt, String method, URI uri) {
        observation
                .lowCardinalityKeyValues(KeyValues.of("name", stream.name(), "host", stream.host(), "method", method))
                .lowCardinalityKeyValues(result(NONE, "UNKNOWN", NONE)) // a meter has the same keys from the start
                .highCardinalityKeyValues(KeyValues.of("http.url", shown(uri), "attempt", Integer.toString(attempt)))
                .start();
    }

    /** Without the mark that there is a query, which no URL may have. */
    private static String shown(URI uri) {
        String redacted = Redacted.uri(uri);
        int query = redacted.indexOf('?');
        return query < 0 ? redacted : redacted.substring(0, query);
    }

    private static KeyValues result(String status, String outcome, String cause) {
        return KeyValues.of("status", status, "outcome", outcome, "cause", cause);
    }

    /** What the registry's handlers have set at the start. */
    Headers headers() {
        return carrier.headers();
    }

    void answered(ResponseHead head) {
        context.setResponse(head);
    }

    boolean isAnswered() {
        return context.getResponse() != null;
    }

    /** Once. */
    void stop(@Nullable RequestFailed error) {
        ResponseHead head = context.getResponse();
        String status = head == null ? NONE : Integer.toString(head.status());
        String outcome = head == null ? "UNKNOWN" : outcome(head.status());
        observation.lowCardinalityKeyValues(result(status, outcome, error == null ? NONE : error.code()));
        try {
            if (error != null) {
                observation.error(error);
            }
        } finally {
            observation.stop();
        }
    }

    private static String outcome(int status) {
        return switch (status / 100) {
            case 2 -> "SUCCESS";
            case 3 -> "REDIRECTION";
            case 4 -> "CLIENT_ERROR";
            case 5 -> "SERVER_ERROR";
            default -> "UNKNOWN";
        };
    }
}
