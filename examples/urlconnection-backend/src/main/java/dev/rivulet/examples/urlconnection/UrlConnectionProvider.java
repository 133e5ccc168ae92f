package dev.rivulet.examples.urlconnection;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.Headers;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.spi.*;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.*;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.*;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/** A transport on {@link HttpURLConnection}, which blocks: each exchange has a thread and a connection of its own. */
public final class UrlConnectionProvider implements TransportProvider {
    @Override
    public String name() {
        return "urlconnection";
    }

    @Override
    public int priority() {
        return 1; // below those of the project, so that it is taken only by name
    }

    @Override
    public Transport create(TransportConfig config) throws TransportUnavailableException {
        if (config.proxySelector() != null || config.proxyCredentials() != null) { // config-1: refused, not ignored
            throw new TransportUnavailableException("urlconnection takes no proxies; jdkhttp does");
        }
        try {
            return new UrlTransport(config.sslContext() == null ? SSLContext.getDefault() : config.sslContext());
        } catch (NoSuchAlgorithmException e) {
            throw new TransportUnavailableException("the JVM's TLS settings do not work", e);
        }
    }

    /** Interrupting a virtual thread closes the socket it waits for. Before Java 21 a blocking read cannot be ended. */
    private static final boolean VIRTUAL = Runtime.version().feature() >= 21;

    private static final ThreadFactory THREADS = threads();

    /** By reflection, since this is compiled for Java 17. */
    private static ThreadFactory threads() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            return (ThreadFactory) type.getMethod("factory").invoke(builder);
        } catch (ReflectiveOperationException before21) {
            return task -> {
                Thread thread = new Thread(task, "urlconnection");
                thread.setDaemon(true);
                return thread;
            };
        }
    }

    private record UrlTransport(SSLContext tls, Set<UrlExchange> exchanges, AtomicBoolean closed) implements Transport {
        UrlTransport(SSLContext tls) {
            this(tls, ConcurrentHashMap.newKeySet(), new AtomicBoolean());
        }

        @Override
        public Exchange open(TransportRequest request, Receiver to) {
            var exchange = new UrlExchange(this, request, to);
            exchanges.add(exchange);
            if (closed
                    .get()) { // looked at behind the adding, as close() cancels behind the setting: none slips through
                exchanges.remove(exchange);
                throw new IllegalStateException("the transport is closed");
            }
            exchange.thread.start();
            return exchange;
        }

        @Override
        public Features features() {
            Features all = Features.of("http/1.1").with(Feature.TLS, Feature.OBS_TEXT_IN_RESPONSES, Feature.TRAILERS);
            return VIRTUAL ? all.with(Feature.CLOSES_AT_ONCE) : all;
        }

        @Override
        public void close() {
            closed.set(true);
            exchanges.forEach(UrlExchange::cancel);
        }
    }

    private static final class UrlExchange implements Exchange, Runnable {
        private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
        private static final long UNKNOWN = Long.MAX_VALUE;
        private final UrlTransport transport;
        private final TransportRequest request;
        private final Receiver to;
        private final Thread thread = THREADS.newThread(this);
        private final Semaphore credit = new Semaphore(0);
        private final AtomicBoolean granted = new AtomicBoolean();
        private volatile HttpURLConnection http;
        private Phase phase = Phase.SEND; // by this, as all below
        private boolean inside; // a callback
        private boolean late; // the TLS handshake
        private boolean over;

        UrlExchange(UrlTransport transport, TransportRequest request, Receiver to) {
            this.transport = transport;
            this.request = request;
            this.to = to;
        }

        @Override
        public void read() {
            if (granted.compareAndSet(false, true)) { // credit-2: not twice while a burst has not ended
                credit.release();
            }
        }

        @Override
        public synchronized void cancel() {
            if (!over) {
                over = true; // cancel-1: behind this no callback begins
                abort();
            }
        }

        /** Ends what the thread waits for. A callback is left alone: its end is looked at. */
        private void abort() {
            if (!inside) {
                thread.interrupt();
                if (!VIRTUAL && phase.compareTo(Phase.BODY) < 0) {
                    THREADS.newThread(this::disconnect).start(); // it may block, which we must not
                }
            }
        }

        @Override
        public void run() {
            try {
                exchange();
            } catch (CancellationException | InterruptedException cancelled) {
                // which nobody is told
            } finally {
                disconnect();
                transport.exchanges.remove(this);
            }
        }

        private void exchange() throws InterruptedException {
            try {
                http = prepared();
                enter(Phase.RESOLVE);
                InetAddress.getByName(
                        request.uri().getHost()); // remembered by the JDK, so that connecting is no look-up
                enter(Phase.CONNECT);
                connect();
                enter(Phase.SEND);
                sendBody();
                enter(Phase.HEAD);
                ResponseHead head = head();
                long length = length(head);
                tell(() -> to.head(head));
                enter(Phase.BODY);
                body(head.status(), length);
                tell(to::end);
            } catch (IOException | RuntimeException e) {
                Phase reached = phase == Phase.CONNECT && isOfTls(e) ? Phase.TLS : phase;
                Thread.interrupted(); // where it was late
                tell(() -> to.failed(reached, e));
            }
        }

        private HttpURLConnection prepared() throws IOException {
            URI uri = request.uri();
            if (uri.getHost() == null
                    || !uri.getScheme().toLowerCase(Locale.ROOT).matches("https?")) {
                throw new IllegalArgumentException("not a URI of http or https with a host");
            }
            String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
            var made = (HttpURLConnection)
                    new URL(uri.getScheme(), uri.getHost(), uri.getPort(), target).openConnection(Proxy.NO_PROXY);
            if (made instanceof HttpsURLConnection secure) {
                secure.setSSLSocketFactory(transport.tls.getSocketFactory());
                secure.setHostnameVerifier((host, session) -> false); // asked only where the certificate is another's
            }
            try {
                made.setRequestMethod(request.method());
            } catch (ProtocolException e) {
                throw new IllegalArgumentException("HttpURLConnection does not know the method " + request.method());
            }
            made.setInstanceFollowRedirects(false);
            made.setUseCaches(false);
            made.setConnectTimeout((int) Math.max(1, request.connectTimeout().toMillis()));
            for (var line : request.headers().lines()) {
                header(made, line.getKey(), line.getValue());
            }
            made.setRequestProperty("Connection", "close"); // close-2: the JDK's pool could not be closed
            made.setAuthenticator(new Authenticator() {}); // request-4, and nothing is taken from that pool either
            byte[] body = request.body();
            if (!SAFE.contains(request.method())) {
                // open-3: what is streamed is not sent twice, as else all but POST would be where no answer comes
                made.setDoOutput(true);
                made.setFixedLengthStreamingMode(body == null ? 0 : body.length);
                if (made.getRequestProperty("Content-Type") == null) { // it would say that it is a form
                    made.setRequestProperty("Content-Type", "application/octet-stream");
                }
            } else if (body != null) {
                throw new IllegalArgumentException("HttpURLConnection sends no body with " + request.method());
            }
            return made;
        }

        /** HttpURLConnection drops some headers silently, garbles others, and shows values in its exceptions. */
        private static void header(HttpURLConnection made, String name, String value) {
            if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+") || !value.matches("[\t -~]*")) {
                throw new IllegalArgumentException("HttpURLConnection cannot send the header " + name + " as it is");
            }
            made.addRequestProperty(name, value);
            if (made.getRequestProperty(name) == null && !name.equalsIgnoreCase("Authorization")) {
                throw new IllegalArgumentException("HttpURLConnection does not let the header " + name + " be set");
            }
        }

        private void connect() throws IOException {
            long nanos = request.connectTimeout().toNanos();
            var limit = Scheduler.system().schedule(this::late, nanos); // fail-3: no time-out of the JDK's fits
            try {
                http.connect();
            } finally {
                limit.cancel();
            }
        }

        private synchronized void late() {
            if (phase == Phase.CONNECT) {
                late = true;
                abort();
            }
        }

        private void sendBody() throws IOException {
            byte[] body = request.body();
            if (http.getDoOutput()) {
                try (OutputStream out = http.getOutputStream()) {
                    for (int at = 0; body != null && at < body.length; at += 8192) {
                        out.write(body, at, Math.min(8192, body.length - at)); // each finds out how the last one went
                    }
                    out.write(new byte[0]);
                }
            }
        }

        private ResponseHead head() throws IOException {
            int status = http.getResponseCode();
            List<Map.Entry<String, String>> lines = new ArrayList<>();
            long bytes = 0;
            for (int i = 1; http.getHeaderField(i) != null; i++) { // 0 is the status line
                String name = http.getHeaderFieldKey(i);
                if (name == null) {
                    throw new ProtocolException("a header line without a colon");
                }
                lines.add(Map.entry(name, http.getHeaderField(i)));
                bytes += name.length() + http.getHeaderField(i).length() + ": \r\n".length();
            }
            if (bytes > request.headBytes()) {
                throw new SseException(new Failure.LimitExceeded("Limits.headBytes", request.headBytes()));
            }
            if (status < 200 || status > 999) {
                throw new ProtocolException("not a final response: " + status);
            }
            return new ResponseHead(status, Headers.of(lines), "http/1.1");
        }

        /** The number of bytes of the body, of which HttpURLConnection notices no lack. */
        private long length(ResponseHead head) throws ProtocolException {
            if (request.method().equals("HEAD") || head.status() == 204 || head.status() == 304) {
                return 0;
            }
            List<String> codings = head.headers().all("Transfer-Encoding");
            List<String> lengths = head.headers().all("Content-Length");
            boolean chunked = codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
            if (chunked || codings.isEmpty() && lengths.isEmpty()) {
                return UNKNOWN;
            }
            if (!codings.isEmpty()
                    || Set.copyOf(lengths).size() > 1
                    || !lengths.get(0).matches("[0-9]{1,18}")) {
                throw new ProtocolException("a body of no known length");
            }
            return Long.parseLong(lengths.get(0));
        }

        private void body(int status, long length) throws IOException, InterruptedException {
            InputStream in = status >= 400 ? http.getErrorStream() : length == 0 ? null : http.getInputStream();
            byte[] buffer = new byte[16_384];
            for (long left = length; left > 0; ) {
                credit.acquire();
                if (in == null) {
                    throw new IOException(
                            "HttpURLConnection gives no body of status " + status + " to " + request.method());
                }
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0 && length == UNKNOWN) {
                    return;
                } else if (n < 0) {
                    throw new EOFException("the connection ended " + left + " bytes before the body");
                }
                left -= n;
                tell(() -> to.bytes(ByteBuffer.wrap(buffer, 0, n)));
                granted.set(false); // credit-4: a read() inside burstEnd counts, one inside bytes does not
                tell(to::burstEnd);
            }
        }

        private synchronized void enter(Phase next) throws SocketTimeoutException {
            if (over) {
                throw new CancellationException();
            } else if (late) {
                throw new SocketTimeoutException("no connection in time");
            }
            phase = next;
        }

        /** thread-1: only the exchange's thread calls. cancel-1: never behind cancel(). */
        private void tell(Runnable callback) {
            step(true);
            callback.run();
            step(false);
        }

        private synchronized void step(boolean into) {
            if (over) {
                throw new CancellationException();
            }
            inside = into;
        }

        private synchronized boolean isOfTls(Exception e) {
            boolean ofTcp = e instanceof ConnectException || e instanceof NoRouteToHostException;
            return !late && !ofTcp && !(e instanceof SocketTimeoutException) && http instanceof HttpsURLConnection;
        }

        private void disconnect() {
            if (http != null) {
                http.disconnect();
            }
        }
    }
}
