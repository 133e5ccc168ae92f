package dev.rivulet.sse.tests.kits;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.tests.support.TrustsAll;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Breaks the rules of how failures are reported. */
final class BrokenFailures {
    private static final Duration OWN_TIMEOUT = Duration.ofSeconds(20);

    private BrokenFailures() {}

    static Stream<Broken> all() {
        return Stream.of(
                new Broken(
                        "fail_1",
                        "takes an unknown name for a refused connection",
                        "expected: <RESOLVE> but was: <CONNECT>",
                        Flaw.reports(Phase.CONNECT, Phase.RESOLVE)),
                new Broken(
                        "fail_2",
                        "reports a refused connection as a request that may have been sent",
                        "expected: <CONNECT> but was: <HEAD>",
                        Flaw.reports(Phase.HEAD, Phase.CONNECT)),
                new Broken(
                        "fail_3_an_unanswered",
                        "has a connect time-out of its own",
                        "a failure was awaited in vain",
                        Flaw.ofRequest(request -> new TransportRequest(
                                request.method(),
                                request.uri(),
                                request.headers(),
                                request.body(),
                                OWN_TIMEOUT,
                                request.headBytes()))),
                new Broken(
                        "fail_3_the_time",
                        "applies the connect time-out to the response",
                        "failed in CONNECT",
                        Flaw.ofExchange(BrokenFailures::timingOut)),
                new Broken(
                        "fail_4",
                        "trusts every certificate",
                        "a failure was awaited in vain|expected: <TLS>",
                        Flaw.ofConfig(config -> config.sslContext(TrustsAll.ofChainsAndHosts()))),
                new Broken(
                        "fail_4",
                        "reports a certificate as a cut handshake",
                        "no cut, but",
                        causes(cause -> new EOFException("the handshake has failed: " + cause.getMessage()))),
                new Broken(
                        "fail_5",
                        "strips the causes",
                        "no end of file or reset in",
                        causes(cause -> new IOException(cause.getMessage()))),
                new Broken(
                        "fail_6",
                        "reports what is not TLS as a broken answer",
                        "expected: <TLS> but was: <HEAD>",
                        Flaw.reports(Phase.HEAD, Phase.TLS)),
                new Broken(
                        "fail_7",
                        "takes a request that was not sent whole for one that was",
                        "expected: <SEND> but was: <HEAD>",
                        Flaw.reports(Phase.HEAD, Phase.SEND)),
                new Broken(
                        "fail_8",
                        "sends what is left of a value without its line ends",
                        "expected: <SEND>|a failure was awaited in vain",
                        Flaw.ofRequest(BrokenFailures::cleaned)),
                new Broken(
                        "fail_8",
                        "shows the value that it refuses",
                        "it shows the value",
                        Flaw.ofExchange((request, to, line) -> new Passing(to, line) {
                            @Override
                            public void failed(Phase phase, Throwable cause) {
                                to.failed(phase, new IllegalArgumentException("refused: " + lines(request)));
                            }
                        })),
                new Broken(
                        "fail_9",
                        "takes a request that got no answer for one that was not sent",
                        "expected: <HEAD> but was: <SEND>",
                        Flaw.reports(Phase.SEND, Phase.HEAD)));
    }

    private interface Causes {
        Throwable of(Throwable cause);
    }

    private static Flaw causes(Causes reported) {
        return Flaw.ofExchange((request, to, line) -> new Passing(to, line) {
            @Override
            public void failed(Phase phase, Throwable cause) {
                to.failed(phase, reported.of(cause));
            }
        });
    }

    private static Passing timingOut(
            TransportRequest request, dev.rivulet.sse.spi.Receiver to, dev.rivulet.sse.spi.Exchange line) {
        CompletableFuture.delayedExecutor(request.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    line.cancel();
                    to.failed(Phase.CONNECT, new IOException("timed out"));
                });
        return new Passing(to, line);
    }

    private static TransportRequest cleaned(TransportRequest request) {
        Headers cleaned = Headers.of(request.headers().lines().stream()
                .map(line -> Map.entry(line.getKey(), line.getValue().replaceAll("[\\r\\n\\x00]", "")))
                .toList());
        return new TransportRequest(
                request.method(),
                request.uri(),
                cleaned,
                request.body(),
                request.connectTimeout(),
                request.headBytes());
    }

    private static String lines(TransportRequest request) {
        return request.headers().lines().toString();
    }
}
