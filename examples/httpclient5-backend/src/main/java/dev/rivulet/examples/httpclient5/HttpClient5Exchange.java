package dev.rivulet.examples.httpclient5;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Scheduler;
import dev.rivulet.sse.spi.TransportRequest;
import java.net.SocketTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.hc.client5.http.async.HttpAsyncClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOSession;

/**
 * A request and its response: knows how far it has come, which is what a failure reports, and gives up in any phase
 * (cancel-2). The receiver is called by {@link Delivery}.
 */
final class HttpClient5Exchange implements Exchange, FutureCallback<Void> {
    private static final String ATTRIBUTE = HttpClient5Exchange.class.getName();

    private final TransportRequest request;
    private final Delivery delivery;
    private final Executor threads;
    private final Consumer<HttpClient5Exchange> whenOver;

    // by this
    private Phase phase = Phase.SEND;
    private boolean over; // the outcome is known, or it was cancelled
    private Future<?> future;
    private IOSession session;
    private Scheduler.Cancellable limit;

    private volatile HttpHost proxy;
    private volatile WatchedSession connection;

    HttpClient5Exchange(
            TransportRequest request, Receiver to, Executor threads, Consumer<HttpClient5Exchange> whenOver) {
        this.request = request;
        this.threads = threads;
        this.whenOver = whenOver;
        this.delivery = new Delivery(to, () -> whenOver.accept(this));
    }

    /** The exchange that the library carries out in this context. */
    static HttpClient5Exchange of(HttpContext context) {
        return (HttpClient5Exchange) context.getAttribute(ATTRIBUTE);
    }

    /** On a thread that may block: for the proxy's selector, and for the look-up of the name. */
    void start(HttpAsyncClient client, Proxies proxies) {
        try {
            HttpRequest line = Requests.line(request);
            proxy = proxies.select(request.uri());
            enter(Phase.RESOLVE);
            HttpClientContext context = HttpClientContext.create();
            context.setAttribute(ATTRIBUTE, this);
            proxies.authenticate(proxy, context);
            var body = request.body() == null ? null : new RequestBody(request.body(), () -> enter(Phase.HEAD));
            var consumer = new ResponseConsumer(this, delivery, request.headBytes());
            executing(client.execute(
                    new BasicRequestProducer(line, body), consumer, null, context, this));
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void executing(Future<?> executing) {
        synchronized (this) {
            future = executing;
            if (!over) {
                return;
            }
        }
        executing.cancel(true);
    }

    @Override
    public void read() {
        delivery.read();
    }

    @Override
    public void cancel() {
        delivery.cancel();
        finish();
        stop(CloseMode.IMMEDIATE);
        whenOver.accept(this);
    }

    /** The phases in their order; at a proxy, what comes before the origin is all one. */
    synchronized void enter(Phase next) {
        boolean isProxys = proxy != null && (next == Phase.RESOLVE || next == Phase.CONNECT);
        phase = isProxys ? Phase.PROXY : next;
        if (next.compareTo(Phase.TLS) > 0 && limit != null) {
            limit.cancel();
        }
    }

    synchronized Phase phase() {
        return phase;
    }

    HttpHost proxy() {
        return proxy;
    }

    /** fail-3: the time to connect begins at the first address, and ends when the request is sent. */
    synchronized void connecting() {
        enter(Phase.CONNECT);
        if (limit == null && !over) {
            limit = Scheduler.system()
                    .schedule(() -> threads.execute(this::late), request.connectTimeout().toNanos());
        }
    }

    private void late() {
        Phase reached = phase();
        if (reached.compareTo(Phase.TLS) <= 0) {
            String time = "not connected within " + request.connectTimeout().toMillis() + " ms";
            failed(reached == Phase.TLS ? Phase.CONNECT : reached, new SocketTimeoutException(time));
        }
    }

    void connected(IOSession made) {
        boolean isLate;
        synchronized (this) {
            session = made;
            isLate = over;
            if (proxy == null && request.uri().getScheme().equalsIgnoreCase("https")) {
                enter(Phase.TLS);
            }
        }
        if (isLate) {
            made.close(CloseMode.IMMEDIATE);
        }
    }

    void carriedBy(WatchedSession carrier) {
        connection = carrier;
    }

    boolean isHeldBack() {
        return delivery.isHeldBack();
    }

    boolean hasConnectionEnded() {
        return connection != null && connection.hasEnded();
    }

    void head(ResponseHead head) {
        enter(Phase.BODY);
        delivery.head(head);
    }

    /** The library may still be sending the request, which nobody waits for any more. */
    void end() {
        if (finish()) {
            stop(CloseMode.GRACEFUL);
            delivery.end();
        }
    }

    /** By the library, of which the first failure counts. */
    @Override
    public void failed(Exception cause) {
        failed(phase(), cause);
    }

    void failed(Phase reached, Exception cause) {
        if (finish()) {
            stop(CloseMode.IMMEDIATE);
            delivery.failed(Failures.phase(reached, cause), Failures.cause(reached, cause));
        }
    }

    @Override
    public void completed(Void nothing) {}

    @Override
    public void cancelled() {
        failed(new CancellationException("the library has given the request up"));
    }

    private synchronized boolean finish() {
        boolean isFirst = !over;
        over = true;
        if (limit != null) {
            limit.cancel();
        }
        return isFirst;
    }

    /** Without a lock, as the library may call back. */
    private void stop(CloseMode mode) {
        IOSession open;
        Future<?> executing;
        synchronized (this) {
            open = session;
            executing = future;
        }
        if (open != null) {
            open.close(mode);
        }
        if (executing != null && mode == CloseMode.IMMEDIATE) {
            executing.cancel(true);
        }
    }
}
