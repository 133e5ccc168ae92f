package dev.rivulet.sse.okhttp;

import dev.rivulet.sse.http.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Notes a call's progress, and passes every event on to the listener that the client has. */
final class ProgressListener extends EventListener {
    private final Progress progress;
    private final EventListener users;

    private ProgressListener(Progress progress, EventListener users) {
        this.progress = progress;
        this.users = users;
    }

    /** Adds the progress to what the client's own factory makes, for calls that have one as a tag. */
    static EventListener.Factory around(EventListener.Factory users) {
        return call -> {
            Progress progress = call.request().tag(Progress.class);
            EventListener made = users.create(call);
            return progress == null ? made : new ProgressListener(progress, made);
        };
    }

    @Override
    public void callStart(Call call) {
        users.callStart(call);
    }

    @Override
    public void dispatcherQueueStart(Call call, Dispatcher dispatcher) {
        users.dispatcherQueueStart(call, dispatcher);
    }

    @Override
    public void dispatcherQueueEnd(Call call, Dispatcher dispatcher) {
        users.dispatcherQueueEnd(call, dispatcher);
    }

    @Override
    public void proxySelectStart(Call call, HttpUrl url) {
        users.proxySelectStart(call, url);
        progress.selectsProxy();
    }

    @Override
    public void proxySelectEnd(Call call, HttpUrl url, List<Proxy> proxies) {
        users.proxySelectEnd(call, url, proxies);
        progress.selected(proxies.get(0).type() != Proxy.Type.DIRECT);
    }

    @Override
    public void dnsStart(Call call, String name) {
        users.dnsStart(call, name);
        progress.reach(Phase.RESOLVE);
    }

    @Override
    public void dnsEnd(Call call, String name, List<InetAddress> addresses) {
        users.dnsEnd(call, name, addresses);
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        users.connectStart(call, address, proxy);
        progress.connects();
    }

    @Override
    public void secureConnectStart(Call call) {
        users.secureConnectStart(call);
        progress.reach(Phase.TLS);
    }

    @Override
    public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
        users.secureConnectEnd(call, handshake);
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
        users.connectEnd(call, address, proxy, protocol);
    }

    @Override
    public void connectFailed(
            Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol, IOException failure) {
        users.connectFailed(call, address, proxy, protocol, failure);
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        users.connectionAcquired(call, connection);
        progress.connected(connection.protocol());
    }

    @Override
    public void connectionReleased(Call call, Connection connection) {
        users.connectionReleased(call, connection);
    }

    @Override
    public void requestHeadersStart(Call call) {
        users.requestHeadersStart(call);
        progress.reach(Phase.SEND);
    }

    @Override
    public void requestHeadersEnd(Call call, Request request) {
        users.requestHeadersEnd(call, request);
        if (request.body() == null) {
            progress.reach(Phase.HEAD);
        }
    }

    @Override
    public void requestBodyStart(Call call) {
        users.requestBodyStart(call);
    }

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
        users.requestBodyEnd(call, byteCount);
        progress.reach(Phase.HEAD);
    }

    @Override
    public void requestFailed(Call call, IOException failure) {
        users.requestFailed(call, failure);
    }

    @Override
    public void responseHeadersStart(Call call) {
        users.responseHeadersStart(call);
        progress.answered();
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        users.responseHeadersEnd(call, response);
    }

    @Override
    public void responseBodyStart(Call call) {
        users.responseBodyStart(call);
    }

    @Override
    public void responseBodyEnd(Call call, long byteCount) {
        users.responseBodyEnd(call, byteCount);
    }

    @Override
    public void responseFailed(Call call, IOException failure) {
        users.responseFailed(call, failure);
    }

    @Override
    public void callEnd(Call call) {
        users.callEnd(call);
    }

    @Override
    public void callFailed(Call call, IOException failure) {
        users.callFailed(call, failure);
    }

    @Override
    public void canceled(Call call) {
        users.canceled(call);
    }

    @Override
    public void satisfactionFailure(Call call, Response response) {
        users.satisfactionFailure(call, response);
    }

    @Override
    public void cacheHit(Call call, Response response) {
        users.cacheHit(call, response);
    }

    @Override
    public void cacheMiss(Call call) {
        users.cacheMiss(call);
    }

    @Override
    public void cacheConditionalHit(Call call, Response cached) {
        users.cacheConditionalHit(call, cached);
    }

    @Override
    public void retryDecision(Call call, IOException failure, boolean retry) {
        users.retryDecision(call, failure, retry);
    }

    @Override
    public void followUpDecision(Call call, Response response, @Nullable Request next) {
        users.followUpDecision(call, response, next);
    }
}
