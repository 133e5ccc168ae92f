package dev.rivulet.sse.opentelemetry;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionObserver;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Origin;
import dev.rivulet.sse.http.Redacted;
import dev.rivulet.sse.http.ResponseHead;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.net.URI;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The requests of one session: a span, a duration and the headers of the propagator for each. Confined to the session. */
final class Requests implements SessionObserver {
    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private final Instruments instruments;
    private final Guard guard;
    private final LongSupplier nanoTime;
    private final Context parent;
    private final @Nullable String name;

    private @Nullable SentRequest current; // until the head of its response has been judged
    private SpanContext last = SpanContext.getInvalid();
    private long sent;

    Requests(
            Tracer tracer,
            TextMapPropagator propagator,
            Instruments instruments,
            Guard guard,
            LongSupplier nanoTime,
            Context parent,
            @Nullable String name) {
        this.tracer = tracer;
        this.propagator = propagator;
        this.instruments = instruments;
        this.guard = guard;
        this.nanoTime = nanoTime;
        this.parent = parent;
        this.name = name;
    }

    /** How many have been sent. */
    long sent() {
        return sent;
    }

    /** The span of the one that was sent last; not valid if there is none. */
    SpanContext last() {
        return last;
    }

    @Override
    public Headers sending(int attempt, String method, URI uri, Headers headers) {
        finish(null); // it was redirected here
        Origin origin = Origin.of(uri);
        String known = Methods.reported(method);
        Attributes target = Attributes.builder()
                .put(Attribute.METHOD, known)
                .put(Attribute.ADDRESS, Attribute.address(origin))
                .put(Attribute.PORT, (long) origin.port())
                .build();
        SpanBuilder builder = tracer.spanBuilder(spanName(known))
                .setParent(parent)
                .setSpanKind(SpanKind.CLIENT)
                .setAllAttributes(target)
                .setAllAttributes(ofThisOne(attempt, method, known, uri));
        sent++;
        return start(builder, target.toBuilder());
    }

    private String spanName(String known) {
        String shown = known.equals(Methods.OTHER) ? "HTTP" : known;
        return name == null ? shown : shown + " " + name;
    }

    private Attributes ofThisOne(int attempt, String method, String known, URI uri) {
        AttributesBuilder all =
                Attributes.builder().put(Attribute.URL, shown(uri)).put(Attribute.ATTEMPT, (long) attempt);
        if (!known.equals(method)) {
            all.put(Attribute.METHOD_ORIGINAL, method);
        }
        if (sent > 0) {
            all.put(Attribute.RESEND_COUNT, sent);
        }
        if (name != null) {
            all.put(Attribute.NAME, name);
        }
        return all.build();
    }

    /** Without the mark that there is a query, which no URL may have. */
    private static String shown(URI uri) {
        String redacted = Redacted.uri(uri);
        int query = redacted.indexOf('?');
        return query < 0 ? redacted : redacted.substring(0, query);
    }

    private Headers start(SpanBuilder builder, AttributesBuilder measured) {
        long now = nanoTime.getAsLong();
        Span span = builder.startSpan();
        last = span.getSpanContext();
        Context context = parent.with(span);
        current = new SentRequest(span, context, measured, instruments.duration(), now);
        var carrier = new HeaderCarrier();
        propagator.inject(context, carrier, HeaderCarrier::set);
        return carrier.headers();
    }

    @Override
    public void head(ResponseHead head) {
        if (current != null) {
            current.answered(head);
            if (head.status() >= 400) {
                finish(new ErrorType(Integer.toString(head.status()), ""));
            }
        }
    }

    @Override
    public void state(SessionState state) {
        if (state instanceof SessionState.Open) {
            finish(null);
        } else if (state instanceof SessionState.BackingOff backingOff) {
            finish(ErrorType.of(backingOff.failure()));
        } else if (state instanceof SessionState.Closed closed) {
            finish(error(closed.failure()));
        }
    }

    private @Nullable ErrorType error(@Nullable Failure failure) {
        if (failure != null) {
            return ErrorType.of(failure);
        }
        return current != null && current.isAnswered() ? null : ErrorType.CANCELLED;
    }

    private void finish(@Nullable ErrorType error) {
        SentRequest ending = current;
        current = null;
        if (ending != null) {
            end(ending, error);
        }
    }

    private void end(SentRequest request, @Nullable ErrorType error) {
        guard.run(() -> request.end(error, nanoTime.getAsLong()));
    }
}
