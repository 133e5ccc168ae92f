package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.spi.Transport;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Ours, over any transport and with either delivery. */
final class RivuletClient implements LiveClient {
    private final Transport transport;
    private final SseClient client;
    private final Delivery delivery;
    private final List<SseSession> sessions = new ArrayList<>();

    RivuletClient(Transport transport, Delivery delivery) {
        this.transport = transport;
        this.client = SseClient.builder().transport(transport).build();
        this.delivery = delivery;
    }

    @Override
    public void open(URI uri, Taker taker) {
        sessions.add(client.subscribe(SseRequest.get(uri).delivery(delivery), event -> taker.text(event.data())));
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
