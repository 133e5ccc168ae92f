package dev.rivulet.sse.spring;

import dev.rivulet.sse.EventDecoder;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.policy.Batching;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A listener, as its annotation has it.
 *
 * @param reader null if the method takes events only
 * @param batching null if it takes one event at a time
 */
record ListenerDefinition(
        String id,
        String stream,
        String[] types,
        boolean autoStartup,
        ErrorPolicy policy,
        ListenerMethod method,
        @Nullable DataReader reader,
        @Nullable Batching batching) {

    /** The stream's request with what the listener asks for. */
    SseRequest request(SseRequest configured) {
        SseRequest request = types.length == 0 ? configured : configured.eventTypes(types);
        boolean isManual = request.delivery().maxUnacknowledged() > 0;
        return method.parameters().acknowledges() && !isManual
                ? request.delivery(request.delivery().manualAcknowledgement())
                : request;
    }

    /** Opens a session that calls the method. */
    SseSession subscribe(SseClient client, SseRequest request, Stopped stopped, Consumer<SessionState> states) {
        if (reader == null || method.parameters().takesEvents()) {
            return subscribeEvents(client, request, stopped, states);
        }
        EventDecoder<Arrival> decoder = reader::arrival; // reads the bytes in place
        if (batching == null) {
            return client.subscribe(
                    request, decoder, new ListenerSubscriber<Arrival>(this, one -> List.of(one), stopped, states));
        }
        return client.subscribe(
                request, decoder, batching, new ListenerSubscriber<List<Arrival>>(this, all -> all, stopped, states));
    }

    private SseSession subscribeEvents(
            SseClient client, SseRequest request, Stopped stopped, Consumer<SessionState> states) {
        if (batching == null) {
            return client.subscribe(
                    request,
                    new ListenerSubscriber<SseEvent>(
                            this, event -> List.of(DataReader.arrival(event, reader)), stopped, states));
        }
        return client.subscribe(
                request,
                batching,
                new ListenerSubscriber<List<SseEvent>>(
                        this,
                        events -> events.stream()
                                .map(event -> DataReader.arrival(event, reader))
                                .toList(),
                        stopped,
                        states));
    }
}
