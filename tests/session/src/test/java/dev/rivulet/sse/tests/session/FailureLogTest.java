package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.EndRule;
import dev.rivulet.sse.EventDecoder;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of failure, met with a lambda that looks at nothing but events, is logged: what happened and what to do. */
class FailureLogTest {
    private static final String LONG_ID = "é".repeat(3_000);
    private static final EventDecoder<String> NO_MEMORY = view -> {
        throw new OutOfMemoryError("Java heap space");
    };

    @RegisterExtension
    final Rig rig = new Rig();

    @RegisterExtension
    final Logged logged = new Logged();

    static Stream<Class<?>> kinds() {
        return Arrays.stream(Failure.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void each_is_logged_with_what_happened_and_what_to_do(Class<? extends Failure> kind) {
        provoke(kind.getSimpleName());
        Failure failure = kind.cast(failure(kind));
        String line = logged.fromAnyThread(Level.INFO).stream()
                .filter(each -> each.contains(failure.message()))
                .findFirst()
                .orElseThrow();
        assertThat(line).startsWith("prices: ");
        if (!line.startsWith("prices: lost: ")) { // what is retried needs no advice until it continues for long
            assertThat(line).contains(failure.advice());
        }
    }

    /** What ended the session, or is retried, or, while the stream is open, what was warned of. */
    private Failure failure(Class<?> kind) {
        var state = rig.session.state();
        if (state instanceof SessionState.Closed closed && closed.failure() != null) {
            return closed.failure();
        }
        if (state instanceof SessionState.BackingOff waits) {
            return waits.failure();
        }
        return kind == Failure.RepeatedId.class
                ? new Failure.RepeatedId("1")
                : new Failure.UnsendableLastEventId(LONG_ID, "6000 bytes are more than Limits.lastEventIdBytes = 4096");
    }

    private void provoke(String kind) {
        SseRequest get = Rig.get().name("prices");
        SseRequest once = get.reconnect(ReconnectPolicy.never());
        switch (kind) {
            case "HttpError" -> answer(get, 404, Headers.none());
            case "NotAnEventStream" -> answer(get, 200, Headers.none().add("Content-Type", "text/html"));
            case "LastEventIdRejected" -> answer(get.lastEventId("7"), 410, Headers.none());
            case "BadRedirect" -> answer(get, 302, Headers.none());
            case "ServerDelayTooLong" -> answer(get, 503, Headers.none().add("Retry-After", "7200"));
            case "UnsupportedEncoding" -> encoded(get, "br");
            case "CorruptEncoding" -> {
                encoded(once, "gzip");
                rig.send("this is not gzip, is it?");
            }
            case "TlsFailed" -> failed(get, Phase.TLS, new SSLHandshakeException("unknown certificate"));
            case "ProxyFailed" -> failed(get, Phase.PROXY, new SseException(new Failure.ProxyFailed(407, null, false)));
            case "ProtocolError" -> failed(once, Phase.HEAD, new ProtocolException("bad status line"));
            case "ConnectionFailed" -> failed(once, Phase.HEAD, new IOException("connection reset"));
            case "RequestNotProcessed" ->
                failed(once, Phase.HEAD, new SseException(new Failure.RequestNotProcessed(new IOException("GOAWAY"))));
            case "ConnectionExpired" ->
                failed(once, Phase.HEAD, new SseException(new Failure.ConnectionExpired(Duration.ofSeconds(30))));
            case "StreamEnded" -> open(get).end();
            case "Truncated" -> open(once.endMarker("[DONE]")).end();
            case "ErrorEvent" ->
                open(get.endRule(event -> EndRule.Verdict.FAIL)).send("data: overloaded\n\n");
            case "TimedOut" -> {
                open(once.timeouts(Timeouts.defaults().idle(Duration.ofSeconds(3))));
                rig.time.advance(Duration.ofSeconds(3));
            }
            case "Suspended" -> {
                rig.dice.load(1);
                open(get);
                rig.time.suspend(Duration.ofHours(8));
                rig.time.advance(Duration.ofSeconds(5));
            }
            case "OutOfMemory" -> {
                rig.session = rig.client.subscribe(get, NO_MEMORY, event -> {});
                rig.open().send("data: a\n\n");
            }
            case "LimitExceeded" ->
                open(get.limits(Limits.defaults().eventBytes(5))).send("data: much too long\n\n");
            case "CustomizerFailed" ->
                lambda(once.customizer((request, attempt, id, failure) -> {
                    throw new IllegalStateException("no token");
                }));
            case "HandlerFailed" -> {
                rig.session = rig.client.subscribe(get, event -> {
                    throw new IllegalStateException("mine");
                });
                rig.open().send("data: a\n\n");
            }
            case "UnexpectedError" -> {
                try (SseClient client =
                        SseClient.builder().transport(new Featureless()).build()) {
                    rig.session = client.subscribe(get, event -> {});
                }
            }
            case "ExecutorRefused" -> {
                lambda(get.delivery(Delivery.on(task -> {
                    throw new RejectedExecutionException("full");
                })));
                rig.session.closed().toCompletableFuture().join(); // on another thread
            }
            case "UnsendableLastEventId" -> lambda(get.lastEventId(LONG_ID)).open();
            case "RepeatedId" -> open(get).send("id: 1\ndata: a\n\nid: 1\ndata: b\n\n");
            default -> throw new AssertionError("nothing provokes " + kind);
        }
    }

    /** A backend with a bug. */
    private static final class Featureless implements Transport {
        @Override
        public Exchange open(TransportRequest request, Receiver to) {
            throw new AssertionError("it is asked for its features first");
        }

        @Override
        public Features features() {
            throw new IllegalStateException("a bug");
        }

        @Override
        public void close() {}
    }

    private Rig lambda(SseRequest request) {
        rig.session = rig.client.subscribe(request, event -> {});
        return rig;
    }

    private Rig open(SseRequest request) {
        return lambda(request).open();
    }

    private void answer(SseRequest request, int status, Headers headers) {
        lambda(request).server().head(status, headers).end();
    }

    private void encoded(SseRequest request, String coding) {
        lambda(request)
                .server()
                .head(
                        200,
                        Headers.none().add("Content-Type", "text/event-stream").add("Content-Encoding", coding));
    }

    private void failed(SseRequest request, Phase phase, Throwable cause) {
        lambda(request).server().failed(phase, cause);
    }
}
