package dev.rivulet.examples.httpclient5;

import dev.rivulet.sse.http.Phase;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.CallbackContribution;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The library's pool, which lets an exchange know how far its connection has come (fail-1 to fail-6), and gives it the
 * socket as soon as there is one: cancelling the library's future does not end a TLS handshake (cancel-2).
 */
final class WatchedConnections implements AsyncClientConnectionManager {
    private final AsyncClientConnectionManager pool;

    WatchedConnections(AsyncClientConnectionManager pool) {
        this.pool = pool;
    }

    /** fail-3: the exchange measures the time, because the library's limit restarts with each address. */
    @Override
    public Future<AsyncConnectionEndpoint> connect(
            AsyncConnectionEndpoint endpoint,
            ConnectionInitiator reactor,
            Timeout ignored,
            Object attachment,
            HttpContext context,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        HttpClient5Exchange exchange = HttpClient5Exchange.of(context);
        exchange.enter(Phase.RESOLVE);
        return pool.connect(endpoint, watched(reactor, exchange), Timeout.DISABLED, attachment, context, callback);
    }

    private static ConnectionInitiator watched(ConnectionInitiator reactor, HttpClient5Exchange exchange) {
        return (name, remote, local, timeout, attachment, callback) -> {
            exchange.connecting();
            return reactor.connect(name, remote, local, timeout, attachment, new CallbackContribution<>(callback) {
                @Override
                public void completed(IOSession session) {
                    exchange.connected(session);
                    callback.completed(session);
                }
            });
        };
    }

    /** TLS through a tunnel; else it begins as soon as the socket is connected. */
    @Override
    public void upgrade(
            AsyncConnectionEndpoint endpoint,
            Object attachment,
            HttpContext context,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        HttpClient5Exchange.of(context).enter(Phase.TLS);
        pool.upgrade(endpoint, attachment, context, callback);
    }

    @Override
    public void upgrade(AsyncConnectionEndpoint endpoint, Object attachment, HttpContext context) {
        upgrade(endpoint, attachment, context, null);
    }

    @Override
    public Future<AsyncConnectionEndpoint> lease(
            String id, HttpRoute route, Object state, Timeout limit, FutureCallback<AsyncConnectionEndpoint> callback) {
        return pool.lease(id, route, state, limit, callback);
    }

    @Override
    public void release(AsyncConnectionEndpoint endpoint, Object state, TimeValue keepAlive) {
        pool.release(endpoint, state, keepAlive);
    }

    @Override
    public void close(CloseMode mode) {
        pool.close(mode);
    }

    @Override
    public void close() {
        close(CloseMode.GRACEFUL);
    }
}
