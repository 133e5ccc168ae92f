package dev.rivulet.sse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server that announces a long record and sends a byte of it now and then, so that no read times out. */
@Timeout(240)
class TlsHandshakeTest {
    private static final byte[] LONG_RECORD = {0x16, 3, 3, 0x40, 0, 2, 0, 0x3F, (byte) 0xFC};

    private final ServerSocket server = listening();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final CompletableFuture<Void> dripping = CompletableFuture.runAsync(this::drip, TlsHandshakeTest::onItsOwn);
    private final TlsHandshake handshake = new TlsHandshake();

    /** Each blocks its thread, of which the common pool may have only one. */
    private static void onItsOwn(Runnable task) {
        var thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void close() throws IOException {
        end.countDown();
        server.close();
        dripping.join();
    }

    @Test
    void the_deadline_ends_a_handshake_that_never_stands_still() throws Exception {
        assertThat(handshake(Duration.ofMillis(300))).isNull();
    }

    @Test
    void a_handshake_that_is_under_way_can_be_stopped() throws Exception {
        var result = CompletableFuture.supplyAsync(() -> handshake(Duration.ofHours(1)), TlsHandshakeTest::onItsOwn);
        asked.await();

        handshake.stop();

        assertThat(result.get()).isNull();
    }

    @Test
    void a_handshake_that_was_stopped_before_does_not_begin() {
        handshake.stop();

        assertThat(handshake(Duration.ofHours(1))).isNull();
    }

    private @Nullable TlsGreeting handshake(Duration atMost) {
        try {
            return handshake.with("127.0.0.1", server.getLocalPort(), SSLContext.getDefault(), atMost);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void drip() {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream().write(LONG_RECORD);
            asked.countDown();
            while (!end.await(50, TimeUnit.MILLISECONDS)) {
                socket.getOutputStream().write(3);
            }
        } catch (IOException | InterruptedException gone) {
            asked.countDown();
        }
    }
}
