package dev.rivulet.sse.cli;

import dev.rivulet.sse.cli.doctor.QuicDial;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http3.Http3Transport;
import dev.rivulet.sse.spi.TransportRequest;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes a QUIC connection with the transport for HTTP/3, and closes it. */
record QuicProbe(Connecting how) implements QuicDial {
    private static final int HEAD_BYTES = 64 << 10; // of a response that is not asked for

    @Override
    public Reach to(URI uri, Duration atMost) throws InterruptedException {
        try (Http3Transport transport = Http3Transports.alone(how)) {
            return dialled(transport, new TransportRequest("GET", uri, Headers.none(), null, atMost, HEAD_BYTES));
        } catch (CommandFailure noHttp3) {
            return new Reach(0, String.valueOf(noHttp3.getMessage()));
        }
    }

    private static Reach dialled(Http3Transport transport, TransportRequest request) throws InterruptedException {
        long begun = System.nanoTime();
        var outcome = new CompletableFuture<String>();
        transport.prepare(request, failure -> outcome.complete(failure == null ? "" : reason(failure)));
        String failure;
        try {
            failure = outcome.get(request.connectTimeout().toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            failure = "no answer";
        }
        return new Reach(System.nanoTime() - begun, failure.isEmpty() ? null : failure);
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
