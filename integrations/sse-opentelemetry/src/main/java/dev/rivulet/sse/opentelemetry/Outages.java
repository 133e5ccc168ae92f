package dev.rivulet.sse.opentelemetry;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionObserver;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseRequest;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A span for each time without a stream, after one was lost or the first attempt failed. Confined to the session, and
 * called after {@link Requests}.
 */
final class Outages implements SessionObserver {
    private final Tracer tracer;
    private final Context parent;
    private final SseRequest request;
    private final Requests requests;

    private boolean isOpen; // the stream
    private @Nullable Span span; // of the outage that lasts
    private SpanContext before = SpanContext.getInvalid();
    private long attempts;

    Outages(Tracer tracer, Context parent, SseRequest request, Requests requests) {
        this.tracer = tracer;
        this.parent = parent;
        this.request = request;
        this.requests = requests;
    }

    @Override
    public void state(SessionState state) {
        boolean wasOpen = isOpen;
        isOpen = state instanceof SessionState.Open;
        if (state instanceof SessionState.Connecting) {
            connecting(wasOpen);
        } else if (state instanceof SessionState.BackingOff backingOff) {
            begin(ErrorType.of(backingOff.failure()).type());
        } else if (isOpen) {
            end("open", null);
        } else if (state instanceof SessionState.Closed closed) {
            closed(closed, wasOpen);
        }
    }

    private void connecting(boolean wasOpen) {
        if (wasOpen) {
            begin("reconnect");
        }
        attempts++;
    }

    /** A stream that is lost for good, and an attempt that sent nothing, are seen in no span but an outage's. */
    private void closed(SessionState.Closed closed, boolean wasOpen) {
        Failure failure = closed.failure();
        if (failure != null && (wasOpen || requests.sent() == 0)) {
            begin(ErrorType.of(failure).type());
        }
        end(closed.reason().name().toLowerCase(Locale.ROOT), failure);
    }

    /** Does nothing while one lasts. */
    private void begin(String loss) {
        if (span != null) {
            return;
        }
        attempts = 0;
        before = requests.last();
        SpanBuilder builder = tracer.spanBuilder("outage")
                .setParent(parent)
                .setAllAttributes(Attribute.of(request))
                .setAttribute(Attribute.LOSS, loss);
        span = (before.isValid() ? builder.addLink(before) : builder).startSpan();
    }

    private void end(String how, @Nullable Failure failure) {
        Span ending = span;
        span = null;
        if (ending == null) {
            return;
        }
        ending.setAllAttributes(Attributes.of(Attribute.ATTEMPTS, attempts, Attribute.END, how));
        SpanContext after = requests.last();
        if (after.isValid() && !after.equals(before)) {
            ending.addLink(after);
        }
        if (failure != null) {
            ErrorType error = ErrorType.of(failure);
            ending.setAttribute(Attribute.ERROR, error.type()).setStatus(StatusCode.ERROR, error.description());
        }
        ending.end();
    }
}
