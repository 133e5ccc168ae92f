package dev.rivulet.sse.internal.connection;

import dev.rivulet.sse.http.ResponseHead;
import org.jspecify.annotations.Nullable;

/** Takes what decides about the connection as a whole, in the session. */
interface ResponseHandler {
    @Nullable
    Next head(ResponseHead head);

    /** The user asked for another connection, after what had been received until then. */
    @Nullable
    Next renewed();
}
