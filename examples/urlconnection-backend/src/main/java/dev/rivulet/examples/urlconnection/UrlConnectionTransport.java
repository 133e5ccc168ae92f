package dev.rivulet.examples.urlconnection;

import dev.rivulet.sse.*;
import dev.rivulet.sse.http.*;
import dev.rivulet.sse.spi.*;
import java.io.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.util.*;
import java.util.concurrent.*;
import javax.net.ssl.*;

/** A transport on {@link HttpURLConnection}, which blocks: each exchange has a thread and a connection of its own. */
final class UrlConnectionTransport implements Transport {
    private final SSLContext tls; // null for the JVM's own
    private final Set<UrlExchange> exchanges = ConcurrentHashMap.newKeySet();
    private boolean closed; // by this

    UrlConnectionTransport(SSLContext tls) {
        this.tls = tls;
    }

    @Override
    public synchronized Exchange open(TransportRequest request, Receiver to) {
        if (closed) {
            throw new IllegalStateException("the transport is closed");
        }
        var exchange = new UrlExchange();
        exchanges.add(exchange);
        exchange.thread = UrlConnectionProvider.start(() -> exchange.run(request, to));
        return exchange;
    }

    @Override
    public Features features() {
        Features all = Features.of("http/1.1").add(Feature.TLS, Feature.OBS_TEXT_IN_RESPONSES, Feature.TRAILERS);
        return UrlConnectionProvider.VIRTUAL ? all.add(Feature.CLOSES_AT_ONCE, Feature.INTERIM_RESPONSES) : all;
    }

    @Override
    public synchronized void close() {
        closed = true;
        exchanges.forEach(UrlExchange::cancel);
    }

    private final class UrlExchange implements Exchange {
        private final Semaphore credit = new Semaphore(0);
        private volatile boolean cancelled;
        private volatile boolean inside; // a callback
        private volatile Phase phase = Phase.SEND;
        private volatile Thread thread;
        private volatile HttpURLConnection http;

        @Override
        public void read() {
            credit.release();
        }

        @Override
        public void cancel() {
            cancelled = true;
            credit.release();
            if (!inside) { // a callback is not interrupted: the thread looks when it returns
                abort();
            }
        }

        private void abort() {
            thread.interrupt();
            if (!UrlConnectionProvider.VIRTUAL && http != null && phase != Phase.BODY) {
                UrlConnectionProvider.start(http::disconnect); // which may block, and we must not
            }
        }

        void run(TransportRequest request, Receiver to) { // thread-1: from top to bottom, all on one thread
            thread = Thread.currentThread(); // it may be ahead of open
            try {
                http = prepare(request);
                enter(Phase.RESOLVE);
                InetAddress.getByName(http.getURL().getHost()); // the JDK remembers it for what follows
                enter(Phase.CONNECT);
                var limit = Scheduler.system().schedule(this::late, http.getConnectTimeout() * 1_000_000L);
                http.connect();
                limit.cancel();
                enter(Phase.SEND);
                if (request.body() != null) {
                    http.getOutputStream().write(request.body());
                    http.getOutputStream().write(new byte[0]); // fail-7: a write reports how the one before it went
                }
                enter(Phase.HEAD);
                ResponseHead head = head(request.headBytes());
                phase = Phase.BODY;
                tell(() -> to.head(head)); // head-1: without credit
                body(head.status(), to);
                tell(to::end);
            } catch (IOException | RuntimeException e) {
                boolean inTls = e instanceof SSLException || e.getClass() == SocketException.class; // such as a reset
                Phase reached = !Thread.interrupted() && inTls && phase == Phase.CONNECT ? Phase.TLS : phase;
                tell(() -> to.failed(reached, e));
            } finally {
                exchanges.remove(this);
                if (http != null) {
                    http.disconnect();
                }
            }
        }

        private synchronized void enter(Phase next) {
            if (cancelled) {
                throw new CancellationException();
            }
            phase = next;
        }

        private synchronized void late() { // fail-3: the JDK's own time to connect does not cover the TLS handshake
            if (phase == Phase.CONNECT && !inside) {
                abort(); // the interrupt also shows that it is not the handshake that failed
            }
        }

        private void tell(Runnable callback) {
            inside = true; // cancel-1: before it looks. cancel() does the same, so that one of the two sees the other
            if (!cancelled) {
                callback.run();
            }
            inside = false;
        }

        private HttpURLConnection prepare(TransportRequest request) throws IOException {
            require(request.uri().getHost() != null && request.uri().getScheme().matches("(?i)https?"), "the URI");
            var made = (HttpURLConnection) request.uri().toURL().openConnection(Proxy.NO_PROXY);
            if (tls != null && made instanceof HttpsURLConnection secure) {
                secure.setSSLSocketFactory(tls.getSocketFactory());
            }
            made.setInstanceFollowRedirects(false); // head-3
            made.setAuthenticator(new Authenticator() {}); // request-4
            made.setConnectTimeout((int) Math.min(request.connectTimeout().toMillis() + 1, Integer.MAX_VALUE));
            for (var line : request.headers().lines()) { // request-5: some it drops, and others it sends as UTF-8
                String name = line.getKey();
                require((name + ":" + line.getValue()).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t -~]*"), name);
                made.addRequestProperty(name, line.getValue());
                require(made.getRequestProperty(name) != null || name.equalsIgnoreCase("Authorization"), name);
            }
            made.setRequestProperty("Connection", "close"); // close-2: the JDK's own pool could not be closed
            boolean hasBody = Set.of("POST", "PUT", "DELETE").contains(request.method());
            boolean hasNone = Set.of("GET", "HEAD").contains(request.method()) && request.body() == null;
            require(hasBody || hasNone, "its method");
            made.setDoOutput(hasBody);
            if (hasBody) { // open-3: what is streamed is not sent again
                made.setFixedLengthStreamingMode(request.body() == null ? 0 : request.body().length);
            }
            made.setRequestMethod(request.method());
            return made;
        }

        private static void require(boolean condition, String what) {
            if (!condition) {
                throw new IllegalArgumentException("HttpURLConnection cannot send this as it is: " + what); // fail-8
            }
        }

        private ResponseHead head(int most) throws IOException {
            int status = http.getResponseCode();
            List<Map.Entry<String, String>> lines = new ArrayList<>();
            for (int i = 1; http.getHeaderField(i) != null; i++) { // 0 is the status line
                lines.add(Map.entry(String.valueOf(http.getHeaderFieldKey(i)), http.getHeaderField(i)));
            }
            if (status < 200 || status > 999 || http.getHeaderFields().get(null).size() > 1) { // head-7
                throw new ProtocolException("no head of an answer: status " + status + ", or a line without a colon");
            } else if (lines.toString().length() + lines.size() > most) { // as long as with ": " and line ends
                throw new SseException(new Failure.LimitExceeded("Limits.headBytes", most)); // head-6
            }
            Headers headers = Headers.of(lines);
            if (!isFramedOnce(headers.all("Transfer-Encoding"), headers.all("Content-Length"))) { // head-8
                throw new ProtocolException("Transfer-Encoding and Content-Length contradict each other or themselves");
            }
            return new ResponseHead(status, headers, "http/1.1");
        }

        private static boolean isFramedOnce(List<String> codings, List<String> lengths) {
            boolean isChunked = codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
            boolean isCounted = lengths.size() == 1 && lengths.get(0).matches("[0-9]+");
            return isChunked ? lengths.isEmpty() : codings.isEmpty() && (isCounted || lengths.isEmpty());
        }

        private void body(int status, Receiver to) throws IOException {
            InputStream in = status < 400 ? http.getInputStream() : http.getErrorStream();
            boolean isEmpty = in == null || http.getRequestMethod().equals("HEAD") || status == 204 || status == 304;
            long length = isEmpty ? 0 : http.getContentLengthLong(); // negative where it is not known
            long left = length < 0 ? Long.MAX_VALUE : length;
            byte[] buffer = new byte[16_384];
            while (left != 0 && !cancelled) { // end-2: without credit where it is known
                credit.acquireUninterruptibly();
                int n = cancelled ? 0 : in.read(buffer, 0, (int) Math.min(buffer.length, left)); // bytes-2
                if (n < 0 && length < 0) {
                    return; // end-3: this ends the burst too
                } else if (n < 0) {
                    throw new EOFException("the connection ended " + left + " bytes before the body"); // end-4
                }
                left -= n;
                tell(() -> to.bytes(ByteBuffer.wrap(buffer, 0, n)));
                credit.drainPermits(); // credit-2: what came since then was within the burst
                tell(to::burstEnd);
            }
            if (cancelled && left != 0 && UrlConnectionProvider.VIRTUAL) { // cancel-2: else it would wait for the rest
                thread.interrupt();
                in.readNBytes(512 << 10); // fails, and closes the socket
            }
        }
    }
}
