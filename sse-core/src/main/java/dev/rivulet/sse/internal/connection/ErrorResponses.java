package dev.rivulet.sse.internal.connection;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.internal.StatusCodes;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which failure a response is that was not accepted. */
final class ErrorResponses {
    private ErrorResponses() {}

    /**
     * What the response comes to once its body is there.
     *
     * @param sentId the Last-Event-ID of the request; null for none
     */
    static Function<Failure.Response, Failure> of(ResponseHead head, @Nullable String sentId, boolean retried) {
        int status = head.status();
        if (StatusCodes.isFromProxy(status)) {
            return response -> new Failure.ProxyFailed(status, null, retried);
        }
        if (StatusCodes.isOk(status)) {
            List<String> types = head.headers().all("Content-Type");
            String type = types.isEmpty() ? null : String.join(", ", types);
            return response -> new Failure.NotAnEventStream(type, response, retried);
        }
        if (sentId != null && !retried && StatusCodes.mayRejectLastEventId(status)) {
            return response -> new Failure.LastEventIdRejected(sentId, response);
        }
        return response -> new Failure.HttpError(response, retried);
    }
}
