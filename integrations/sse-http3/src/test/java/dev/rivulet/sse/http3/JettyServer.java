package dev.rivulet.sse.http3;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http3.server.HTTP3ServerConnectionFactory;
import org.eclipse.jetty.http3.server.HTTP3ServerQuicConfiguration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.quic.quiche.QuicheBinding;
import org.eclipse.jetty.quic.quiche.server.QuicheServerConnector;
import org.eclipse.jetty.quic.quiche.server.QuicheServerQuicConfiguration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Jetty on loopback, which speaks HTTP/3 by Cloudflare's quiche. */
final class JettyServer implements AutoCloseable {
    /** Answers a request with a stream of events, on a thread of its own. */
    interface Page {
        void answer(Asked asked) throws Exception;
    }

    private final Server server = new Server();
    private final QuicheServerConnector connector;
    private final Path folder;
    private final Set<String> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);

    private JettyServer(PemKey key, int port, Page page) throws Exception {
        requireQuiche();
        folder = Files.createTempDirectory("jetty");
        var tls = new SslContextFactory.Server();
        tls.setKeyStore(key.store());
        tls.setKeyStorePassword(PemKey.PASSWORD);
        var quic = HTTP3ServerQuicConfiguration.configure(new QuicheServerQuicConfiguration(folder));
        connector = new QuicheServerConnector(server, tls, quic, new HTTP3ServerConnectionFactory());
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new Pages(page));
        server.start();
    }

    static JettyServer start(PemKey key, Page page) throws Exception {
        return start(key, 0, page);
    }

    /** On this port, 0 for any. */
    static JettyServer start(PemKey key, int port, Page page) throws Exception {
        return new JettyServer(key, port, page);
    }

    private static void requireQuiche() {
        for (QuicheBinding binding : ServiceLoader.load(QuicheBinding.class)) {
            Throwable broken = binding.initialize();
            assumeTrue(broken == null, "Jetty's quiche does not run here: " + broken);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    URI uri(String path) {
        return URI.create("https://localhost:" + port() + path);
    }

    /** How many have brought a request. */
    int connections() {
        return connections.size();
    }

    /** Ends all connections, then deletes its files. */
    @Override
    public void close() throws Exception {
        if (closing.getCount() == 0) {
            return;
        }
        closing.countDown();
        server.stop();
        threads.shutdownNow();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    private final class Pages extends Handler.Abstract {
        private final Page page;

        Pages(Page page) {
            this.page = page;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            connections.add(request.getConnectionMetaData().getId());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
            threads.execute(() -> answer(request, Content.Sink.asOutputStream(response), callback));
            return true;
        }

        private void answer(Request request, OutputStream body, Callback callback) {
            try {
                page.answer(new Asked(request, body));
                body.close();
                callback.succeeded();
            } catch (Exception e) {
                callback.failed(e);
            }
        }
    }

    /** A request, and what it is answered. */
    final class Asked {
        private final Request request;
        private final OutputStream body;

        private Asked(Request request, OutputStream body) {
            this.request = request;
            this.body = body;
        }

        String path() {
            return request.getHttpURI().getPath();
        }

        /** Empty if there is none. */
        String lastEventId() {
            String id = request.getHeaders().get("Last-Event-ID");
            return id == null ? "" : id;
        }

        /** Sends it, and returns when there is room for more. */
        void send(String text) throws IOException {
            body.write(text.getBytes(StandardCharsets.UTF_8));
            body.flush();
        }

        /** Sends nothing more, until the server closes. */
        void hang() throws Exception {
            closing.await();
            throw new InterruptedIOException("the server closes");
        }

        boolean isClosing() {
            return closing.getCount() == 0;
        }

        /** Once the client has given it up, or the connection has ended. */
        void whenFailed(Consumer<Throwable> listener) {
            request.addFailureListener(listener);
        }
    }
}
