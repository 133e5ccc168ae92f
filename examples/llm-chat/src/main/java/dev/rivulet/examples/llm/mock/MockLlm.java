package dev.rivulet.examples.llm.mock;

import io.netty.buffer.Unpooled;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;

/** A server that speaks OpenAI's streaming formats. A word of the question chooses how it fails: {@link Scenario}. */
public final class MockLlm implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MockLlm.class);
    private static final Duration BETWEEN_TOKENS = Duration.ofMillis(60);
    private static final int TOKENS_BEFORE_FAILURE = 8;

    private final Duration pace;
    private final List<Visit> visits = new CopyOnWriteArrayList<>();
    private final DisposableServer server;

    private MockLlm(int port, Duration pace) {
        this.pace = pace;
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .route(routes -> {
                    for (Dialect dialect : Dialect.values()) {
                        routes.post(dialect.path(), (request, response) -> answer(request, response, dialect));
                    }
                })
                .bindNow();
    }

    /** Starts one that writes as fast as a model does. Port 0 is a free one. */
    public static MockLlm start(int port) {
        return start(port, BETWEEN_TOKENS);
    }

    /** Starts one that waits so long before each token. */
    public static MockLlm start(int port, Duration pace) {
        return new MockLlm(port, pace);
    }

    /** What comes before {@code /chat/completions}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port() + "/v1");
    }

    /** The requests until now. */
    public List<Visit> visits() {
        return List.copyOf(visits);
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response, Dialect dialect) {
        return request.receive().aggregate().asString().flatMap(body -> {
            JsonNode messages = dialect.messages(body);
            Scenario scenario = Answer.isContinued(messages) ? Scenario.ANSWER : Scenario.of(Answer.question(messages));
            var visit = new Visit(body);
            visits.add(visit);
            if (scenario == Scenario.BUSY && isFirst(visit)) {
                return response.status(429)
                        .header("Retry-After", "1")
                        .sendString(Mono.just("busy"))
                        .then();
            }
            return stream(response, events(dialect, scenario, Answer.to(messages), visit), visit);
        });
    }

    private boolean isFirst(Visit visit) {
        return visits.stream()
                                .filter(other -> other.body().equals(visit.body()))
                                .count()
                        % 2
                == 1;
    }

    private Flux<String> events(Dialect dialect, Scenario scenario, List<String> answer, Visit visit) {
        Flux<String> tokens = Flux.fromIterable(answer)
                .delayElements(pace)
                .doOnNext(token -> visit.sent())
                .map(dialect::token);
        Flux<String> some = tokens.take(TOKENS_BEFORE_FAILURE);
        Flux<String> text = Flux.fromIterable(dialect.beginning());
        return switch (scenario) {
            case ANSWER, BUSY -> text.concatWith(tokens).concatWith(Flux.fromIterable(dialect.end()));
            case CUT -> text.concatWith(some).concatWith(Mono.error(new Cut()));
            case SHORT -> text.concatWith(some);
            case ERROR -> text.concatWith(some).concatWith(Mono.just(dialect.error()));
            case SILENT -> text.concatWith(some).concatWith(Flux.never());
            case ENDLESS -> text.concatWith(tokens.repeat());
        };
    }

    private static Mono<Void> stream(HttpServerResponse response, Flux<String> events, Visit visit) {
        Flux<String> watched = events.doOnCancel(() -> {
            if (visit.closed()) {
                LOG.info("the client left after {} tokens", visit.tokens());
            }
        });
        return response.sse()
                .send(
                        watched.onErrorResume(Cut.class, cut -> cut(response, visit))
                                .map(text -> Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)),
                        buffer -> true) // each event is flushed
                .then();
    }

    /** Closes the connection without the end of the body. */
    private static Flux<String> cut(HttpServerResponse response, Visit visit) {
        visit.cut();
        response.withConnection(Connection::dispose);
        return Flux.never();
    }

    private static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofMinutes(1));
    }
}
