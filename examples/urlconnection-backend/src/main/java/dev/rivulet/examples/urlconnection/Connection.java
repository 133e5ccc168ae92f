package dev.rivulet.examples.urlconnection;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.Headers;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.spi.ResponseHead;
import dev.rivulet.sse.spi.TransportRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/** One request on one {@link HttpURLConnection}, kept from doing more than it is asked for. It blocks. */
final class Connection {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final String ASCII = "[\t -~]*";
    private static final long UNKNOWN = Long.MAX_VALUE;
    private static final long SHORT = 512 << 10; // bytes

    final Duration timeout;
    private final TransportRequest request;
    private final SSLContext tls; // null for the JVM's own
    private volatile HttpURLConnection http;
    private long length = UNKNOWN;
    private long left;

    Connection(TransportRequest request, SSLContext tls) {
        this.request = request;
        this.timeout = request.connectTimeout();
        this.tls = tls;
    }

    /** @throws IllegalArgumentException fail-8: it cannot be sent as it is; no value is in the message */
    void prepare() throws IOException {
        URI uri = request.uri();
        String scheme = String.valueOf(uri.getScheme());
        require(uri.getHost() != null && scheme.matches("(?i)https?"), "it asks http and https only, at a host");
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        URL url = new URL(scheme, uri.getHost(), uri.getPort(), target);
        var made = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
        if (made instanceof HttpsURLConnection secure) {
            if (tls != null) {
                secure.setSSLSocketFactory(tls.getSocketFactory());
            }
            secure.setHostnameVerifier((host, session) -> false); // asked only where the certificate is another host's
        }
        made.setInstanceFollowRedirects(false); // head-3
        made.setUseCaches(false);
        made.setConnectTimeout((int) Math.max(1, timeout.toMillis()));
        method(made);
        request.headers().lines().forEach(line -> header(made, line.getKey(), line.getValue()));
        made.setRequestProperty("Connection", "close"); // close-2: the JDK's own pool could not be closed
        made.setAuthenticator(new Authenticator() {}); // request-4, and nothing comes from that pool
        http = made;
    }

    private void method(HttpURLConnection made) {
        String method = request.method();
        try {
            made.setRequestMethod(method);
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("HttpURLConnection does not know the method " + method);
        }
        byte[] body = request.body();
        if (SAFE.contains(method)) {
            require(body == null, "it sends no body with " + method);
        } else { // open-3: what is streamed is not sent again, where no answer comes
            made.setDoOutput(true);
            made.setFixedLengthStreamingMode(body == null ? 0 : body.length);
            made.setRequestProperty("Content-Type", "application/octet-stream"); // else it would say a form
        }
    }

    /** request-5: it drops some headers silently, sends others in another charset, and shows values in exceptions. */
    private static void header(HttpURLConnection made, String name, String value) {
        require(name.matches(TOKEN) && value.matches(ASCII), "it cannot send the header " + name + " as it is");
        if (name.equalsIgnoreCase("Content-Type")) {
            made.setRequestProperty(name, value);
        } else {
            made.addRequestProperty(name, value);
        }
        boolean isHidden = name.equalsIgnoreCase("Authorization");
        require(isHidden || made.getRequestProperty(name) != null, "it does not let the header " + name + " be set");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException("HttpURLConnection cannot be asked this: " + otherwise);
        }
    }

    /** fail-1: a phase of its own, outside of the time to connect. The JDK remembers the address for what follows. */
    void resolve() throws UnknownHostException {
        InetAddress.getByName(request.uri().getHost());
    }

    void connect() throws IOException {
        http.connect();
    }

    /** Whether what went wrong while connecting did so in the TLS handshake. */
    boolean isInTls(Exception e) {
        return http instanceof HttpsURLConnection
                && !(e instanceof ConnectException
                        || e instanceof NoRouteToHostException
                        || e instanceof SocketTimeoutException);
    }

    void send() throws IOException {
        byte[] body = request.body();
        if (http.getDoOutput()) {
            try (OutputStream out = http.getOutputStream()) {
                for (int at = 0; body != null && at < body.length; at += 8_192) {
                    out.write(body, at, Math.min(8_192, body.length - at));
                }
                out.write(new byte[0]); // fail-7: each write tells how the one before it went
            }
        }
    }

    ResponseHead head() throws IOException {
        int status = http.getResponseCode();
        List<Map.Entry<String, String>> lines = new ArrayList<>();
        int bytes = 0;
        for (int i = 1; http.getHeaderField(i) != null; i++) { // 0 is the status line
            String name = http.getHeaderFieldKey(i);
            if (name == null) {
                throw new ProtocolException("a header line without a colon"); // head-7
            }
            lines.add(Map.entry(name, http.getHeaderField(i)));
            bytes += name.length() + http.getHeaderField(i).length() + ": \r\n".length();
        }
        if (bytes > request.headBytes()) {
            throw new SseException(new Failure.LimitExceeded("Limits.headBytes", request.headBytes())); // head-6
        }
        if (status < 200 || status > 999) {
            throw new ProtocolException("not the status of an answer: " + status);
        }
        var head = new ResponseHead(status, Headers.of(lines), "http/1.1");
        length = length(head);
        left = length;
        return head;
    }

    private long length(ResponseHead head) throws ProtocolException {
        List<String> codings = head.headers().all("Transfer-Encoding");
        List<String> lengths = head.headers().all("Content-Length");
        if (request.method().equals("HEAD") || head.status() == 204 || head.status() == 304) {
            return 0;
        }
        if (codings.isEmpty() && lengths.isEmpty()
                || codings.size() == 1 && "chunked".equalsIgnoreCase(codings.get(0))) {
            return UNKNOWN; // to us: it takes chunks apart itself, and tells where one is cut
        }
        if (!codings.isEmpty()
                || Set.copyOf(lengths).size() > 1
                || !lengths.get(0).matches("[0-9]{1,18}")) {
            throw new ProtocolException("a body without an end that can be known");
        }
        return Long.parseLong(lengths.get(0));
    }

    boolean isAtEnd() {
        return left == 0;
    }

    /** @return −1 at the end, where only reading can find it */
    int read(byte[] buffer) throws IOException {
        InputStream in = http.getResponseCode() < 400 ? http.getInputStream() : http.getErrorStream();
        if (in == null) {
            throw new IOException("HttpURLConnection throws the body of a 401 away where the request had one");
        }
        int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (n < 0 && length != UNKNOWN) {
            throw new EOFException("the connection ended " + left + " bytes before the body"); // end-4
        }
        left -= n;
        return n;
    }

    /** Closes it, whatever the phase. Where threads cannot be interrupted, another one may do so before the head. */
    void close() {
        HttpURLConnection made = http;
        if (made != null) {
            failToRead();
            made.disconnect();
        }
    }

    /** cancel-2: the library would wait up to 5 s for what is left of a short body, to keep the connection. */
    private void failToRead() {
        if (Threads.CAN_BE_INTERRUPTED && length <= SHORT) {
            Thread.currentThread().interrupt();
            try {
                for (byte[] rest = new byte[8_192]; left > 0; ) {
                    read(rest);
                }
            } catch (IOException closed) {
                // as it should be
            }
        }
    }
}
