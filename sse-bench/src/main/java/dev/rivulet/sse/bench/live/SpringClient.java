package dev.rivulet.sse.bench.live;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Spring's {@code WebClient} over Reactor Netty. */
final class SpringClient implements LiveClient {
    private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
            new ParameterizedTypeReference<>() {};

    private final ConnectionProvider connections = ConnectionProvider.create("bench", 100_000);
    private final WebClient client = WebClient.builder()
            .clientConnector(new ReactorClientHttpConnector(HttpClient.create(connections)))
            .build();
    private final List<Disposable> open = new ArrayList<>();

    @Override
    public void open(URI uri, Taker taker) {
        open.add(client.get().uri(uri).retrieve().bodyToFlux(EVENT).subscribe(event -> taker.text(event.data())));
    }

    @Override
    public void closeStreams() {
        open.forEach(Disposable::dispose);
        open.clear();
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
