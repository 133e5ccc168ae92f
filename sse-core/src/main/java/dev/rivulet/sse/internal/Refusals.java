package dev.rivulet.sse.internal;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.http.ResponseHead;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which failure a response is that was not accepted. */
final class Refusals {
    private Refusals() {}

    /**
     * What the response comes to once its body is there.
     *
     * @param sentId the Last-Event-ID of the request; null for none
     */
    static Function<Failure.Response, Failure> of(ResponseHead head, @Nullable String sentId, boolean retried) {
        int status = head.status();
        if (status == 407) {
            return response -> new Failure.ProxyFailed(status, null, retried);
        }
        if (status == 200) {
            List<String> types = head.headers().all("Content-Type");
            String type = types.isEmpty() ? null : String.join(", ", types);
            return response -> new Failure.NotAnEventStream(type, response, retried);
        }
        boolean isForgotten = status == 400 || status == 404 || status == 410 || status == 412;
        if (sentId != null && isForgotten && !retried) {
            return response -> new Failure.LastEventIdRejected(sentId, response);
        }
        return response -> new Failure.HttpError(response, retried);
    }
}
