package dev.rivulet.sse.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.http.ResponseHead;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.RequestReplySenderContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A client that is observed, on the fake transport. After each test every observation that was started must have stopped. */
final class ObservedRig implements AfterEachCallback {
    private final Rig rig = new Rig();
    final ObservationRegistry registry = ObservationRegistry.create();
    final Recording recording = new Recording();
    final SseClient client = rig.client(new SseObservations(registry));
    final List<String> data = new ArrayList<>();
    SseSession session;

    ObservedRig() {
        registry.observationConfig().observationHandler(recording);
    }

    ObservedRig subscribe(UnaryOperator<SseRequest> change) {
        session = client.subscribe(change.apply(Rig.request()), event -> data.add(event.data()));
        return this;
    }

    ObservedRig subscribe() {
        return subscribe(request -> request);
    }

    ObservedRig open() {
        rig.server().open();
        return this;
    }

    ObservedRig send(String data) {
        rig.server().bytes("data: " + data + "\n\n");
        return this;
    }

    ObservedRig cut() {
        rig.cut();
        return this;
    }

    ObservedRig answer(int status) {
        rig.answer(status);
        return this;
    }

    ObservedRig redirect(String location) {
        rig.server()
                .head(307, dev.rivulet.sse.http.Headers.none().add("Location", location))
                .end();
        return this;
    }

    /** Waits for exactly the delay that the session has announced. */
    ObservedRig backOff() {
        rig.time.advance(((SessionState.BackingOff) session.state()).delay());
        return this;
    }

    ObservedRig advance(Duration by) {
        rig.time.advance(by);
        return this;
    }

    Rig fake() {
        return rig;
    }

    /** What the server of the last exchange was sent. */
    String traceparent() {
        return rig.server().header("traceparent");
    }

    /** A request's observation, by its number. */
    Observation.Context stopped(int number) {
        return recording.stopped.get(number);
    }

    static Map<String, String> low(Observation.Context context) {
        return asMap(context.getLowCardinalityKeyValues());
    }

    static Map<String, String> high(Observation.Context context) {
        return asMap(context.getHighCardinalityKeyValues());
    }

    private static Map<String, String> asMap(Iterable<KeyValue> all) {
        return StreamSupport.stream(all.spliterator(), false)
                .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (session != null) {
            session.close();
        }
        client.close();
        assertThat(recording.started).as("started").isEqualTo(recording.stopped.size());
        assertThat(registry.getCurrentObservationScope())
                .as("left on the thread")
                .isNull();
    }

    /** What a handler of tracing does: it numbers the requests, and sends the number. */
    static final class Recording implements ObservationHandler<RequestReplySenderContext<Object, ResponseHead>> {
        final List<RequestReplySenderContext<Object, ResponseHead>> stopped = new ArrayList<>();
        int started;

        @Override
        public void onStart(RequestReplySenderContext<Object, ResponseHead> context) {
            assertThat(context.getKind()).isEqualTo(Kind.CLIENT);
            started++;
            context.getSetter().set(context.getCarrier(), "traceparent", "request " + started);
        }

        @Override
        public void onStop(RequestReplySenderContext<Object, ResponseHead> context) {
            stopped.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof RequestReplySenderContext;
        }
    }
}
