package dev.rivulet.examples.httpclient5;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Scheduler;
import dev.rivulet.sse.spi.TransportRequest;
import java.io.InterruptedIOException;
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
    private final HttpClientContext context = HttpClientContext.create();
    private final HeadLimit headLimit;

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
        this.headLimit = new HeadLimit(context, request.headBytes());
        this.delivery = new Delivery(to, () -> whenOver.accept(this));
        context.setAttribute(ATTRIBUTE, this);
    }

    /** The exchange that the library carries out in this context. */
    static HttpClient5Exchange of(HttpContext context) {
        return (HttpClient5Exchange) context.getAttribute(ATTRIBUTE);
    }

    /** On a thread that may block: for the proxy's selector, and for the look-up of the name. */
    void start(HttpAsyncClient client, Proxies proxies) {
        try {
            HttpRequest line = Requests.line(request);
            enter(Phase.PROXY);
            proxy = proxies.select(request.uri());
            enter(Phase.RESOLVE);
            proxies.authenticate(proxy, context);
            var body = request.body() == null ? null : new RequestBody(request.body(), () -> enter(Phase.HEAD));
            var consumer = new ResponseConsumer(this, delivery, headLimit);
            executing(client.execute(new BasicRequestProducer(line, body), consumer, null, context, this));
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
        boolean isProxys = proxy != null && next.compareTo(Phase.PROXY) < 0;
        phase = isProxys ? Phase.PROXY : next;
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
                    .schedule(
                            () -> threads.execute(this::late),
                            request.connectTimeout().toNanos());
        }
    }

    void connected(IOSession made) {
        boolean isTooLate;
        synchronized (this) {
            session = made;
            isTooLate = over;
        }
        if (isTooLate) {
            made.close(CloseMode.IMMEDIATE);
        } else if (proxy == null && request.uri().getScheme().equalsIgnoreCase("https")) {
            enter(Phase.TLS);
        }
    }

    /**
     * The connection is ready for the request.
     *
     * @throws InterruptedIOException if it is too late to send it: another phase may have been reported
     */
    synchronized void sending() throws InterruptedIOException {
        if (over) {
            throw new InterruptedIOException("given up before the request was sent");
        }
        limit.cancel();
        enter(request.body() == null ? Phase.HEAD : Phase.SEND);
    }

    private void late() {
        Phase reached;
        synchronized (this) {
            reached = phase == Phase.TLS ? Phase.CONNECT : phase;
            if (phase.compareTo(Phase.TLS) > 0 || !finish()) {
                return;
            }
        }
        String time = request.connectTimeout().toMillis() + " ms";
        report(reached, new SocketTimeoutException("no connection within " + time));
    }

    void carriedBy(WatchedSession carrier) {
        connection = carrier;
    }

    boolean hasConnectionEnded() {
        return connection != null && connection.hasEnded();
    }

    void limitHead() {
        if (phase() == Phase.HEAD && headLimit.isFarExceeded()) {
            failed(headLimit.failure());
        }
    }

    /** credit-5: whether the library was not asked for what it is about to read. */
    boolean isHeldBack() {
        return delivery.isHeldBack();
    }

    void head(ResponseHead head) {
        enter(Phase.BODY);
        delivery.head(head);
    }

    /** Closes the connection, because the library may still be sending the request. */
    void end() {
        if (finish()) {
            stop(CloseMode.GRACEFUL);
            delivery.end();
        }
    }

    /** Called by the library, more than once; the first failure counts. */
    @Override
    public void failed(Exception cause) {
        failed(phase(), cause);
    }

    void failed(Phase reached, Exception cause) {
        if (finish()) {
            report(reached, cause);
        }
    }

    private void report(Phase reached, Exception cause) {
        stop(CloseMode.IMMEDIATE);
        delivery.failed(reached, Failures.cause(reached, cause));
    }

    @Override
    public void completed(Void nothing) {} // the consumer has reported it

    @Override
    public void cancelled() {
        failed(new CancellationException("the library has given the request up"));
    }

    /** Whether this is the first outcome. */
    private synchronized boolean finish() {
        boolean isFirst = !over;
        over = true;
        if (limit != null) {
            limit.cancel();
        }
        return isFirst;
    }

    /** Outside of the lock, because the library may call back. */
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
