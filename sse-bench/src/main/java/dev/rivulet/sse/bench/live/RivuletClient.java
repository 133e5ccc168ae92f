package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.spi.Transport;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Ours, over any transport and with either delivery. */
final class RivuletClient implements LiveClient {
    private final Transport transport;
    private final SseClient client;
    private final Delivery delivery;
    private final ReconnectPolicy reconnect;
    private final List<SseSession> sessions = new ArrayList<>();

    RivuletClient(Transport transport, Delivery delivery) {
        this(transport, delivery, ReconnectPolicy.defaults());
    }

    RivuletClient(Transport transport, Delivery delivery, ReconnectPolicy reconnect) {
        this.transport = transport;
        this.client = SseClient.builder().transport(transport).build();
        this.delivery = delivery;
        this.reconnect = reconnect;
    }

    @Override
    public void open(URI uri, Taker taker) {
        SseRequest request = SseRequest.get(uri).delivery(delivery).reconnect(reconnect);
        sessions.add(client.subscribe(request, event -> taker.text(event.data())));
    }

    @Override
    public void closeStreams() {
        sessions.forEach(SseSession::close);
        sessions.clear();
    }

    @Override
    public void close() {
        client.close();
        transport.close();
    }
}
