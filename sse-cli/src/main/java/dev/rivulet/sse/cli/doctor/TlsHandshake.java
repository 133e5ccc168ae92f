package dev.rivulet.sse.cli.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A TLS handshake that ends with its deadline, whatever the server sends, or when it is stopped. Made once. */
final class TlsHandshake {
    private final Socket plain = new Socket();

    /** Ends the handshake, from any thread; one that has not begun fails at once. */
    void stop() {
        try {
            plain.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the handshake and closes the connection. Null if it fails: then the request fails too, and says why. */
    @Nullable
    TlsGreeting with(String host, int port, SSLContext context, Duration atMost) {
        long start = System.nanoTime();
        int millis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, atMost.toMillis()));
        // A socket's own time-out is for a single read, and a server that drips bytes never reaches it.
        Executor deadline = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, Runnable::run);
        deadline.execute(this::stop);
        try {
            plain.connect(new InetSocketAddress(host, port), millis);
            return greeting(host, port, context, start);
        } catch (IOException failed) {
            return null;
        } finally {
            stop();
        }
    }

    private TlsGreeting greeting(String host, int port, SSLContext context, long start) throws IOException {
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return TlsGreeting.of(socket.getSession(), System.nanoTime() - start);
        }
    }
}
