package dev.rivulet.sse.netty;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.netty.internal.Families;
import dev.rivulet.sse.netty.internal.HostResolver;
import dev.rivulet.sse.netty.internal.Loops;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One connection in the making: look up the name, connect to one of its addresses, ask the proxy for a tunnel, shake hands.
 * On its loop only, except for {@link #cancel()}.
 */
final class ConnectAttempt {
    private static final Pattern STATUS = Pattern.compile("status: ([0-9]{3})");

    private final Connector connector;
    private final Route route;
    private final Duration timeout;
    private final EventLoop loop;
    private final Outcome outcome;

    private Phase phase = Phase.RESOLVE;
    private boolean done;
    private @Nullable AddressAttempts attempts;
    private @Nullable Channel channel;
    private @Nullable Future<?> timer;

    /** What becomes of it, on the loop; nothing after a cancel. */
    interface Outcome {
        /** A channel that reads only when it is asked to. */
        void connected(Channel channel, boolean http2);

        void failed(Phase phase, Throwable cause);
    }

    ConnectAttempt(Connector connector, Route route, Duration timeout, EventLoop loop, Outcome outcome) {
        this.connector = connector;
        this.route = route;
        this.timeout = timeout;
        this.loop = loop;
        this.outcome = outcome;
    }

    /** Any thread, once. */
    void begin() {
        if (route.unix() != null) {
            SocketAddress socket = new DomainSocketAddress(route.unix().toFile());
            Loops.run(loop, () -> connect(List.of(socket)));
            return;
        }
        connector.resolve(route, loop, new HostResolver.Answer() {
            @Override
            public void found(List<InetSocketAddress> addresses) {
                connect(Families.interleaved(addresses));
            }

            @Override
            public void failed(Throwable cause) {
                fail(cause);
            }
        });
    }

    /** Closes what there is, or as soon as it is there. Any thread. */
    void cancel() {
        Loops.run(loop, () -> {
            if (!done) {
                finish();
                close();
            }
        });
    }

    private void connect(List<? extends SocketAddress> addresses) {
        if (done) {
            return;
        }
        timer = loop.schedule(this::late, Loops.nanos(timeout), TimeUnit.NANOSECONDS);
        phase = Phase.CONNECT;
        var all = new AddressAttempts(loop, addresses, this::connect, new AddressAttempts.Outcome() {
            @Override
            public void connected(Channel one) {
                channel = one;
                tunnel(one, one.pipeline().get(ProxyHandler.class));
            }

            @Override
            public void failed(Throwable cause) {
                fail(route.unix() == null ? cause : NettyErrors.atSocket(route.unix(), cause));
            }
        });
        attempts = all;
        all.next();
    }

    private ChannelFuture connect(SocketAddress to) {
        ProxyHandler tunnel = connector.tunnel(route, to instanceof InetSocketAddress address ? address : null);
        SocketAddress target = tunnel == null ? to : InetSocketAddress.createUnresolved(route.host(), route.port());
        return connector.connect(loop, target, new First(connector, tunnel));
    }

    private void tunnel(Channel connected, @Nullable ProxyHandler tunnel) {
        if (tunnel == null) {
            secure(connected);
            return;
        }
        phase = Phase.PROXY;
        tunnel.connectFuture().addListener(future -> {
            if (done) {
                connected.close();
            } else if (future.isSuccess()) {
                secure(connected);
            } else {
                fail(refusal(future.cause()));
            }
        });
    }

    /** Netty reports the status in words only. */
    private static Throwable refusal(Throwable cause) {
        Matcher status = STATUS.matcher(String.valueOf(cause.getMessage()));
        if (!status.find()) {
            return cause;
        }
        int code = Integer.parseInt(status.group(1));
        return new SseException(new Failure.ProxyFailed(
                code, new IOException("the proxy refused the tunnel with " + code), code >= 500));
    }

    private void secure(Channel connected) {
        if (!route.secure()) {
            succeed(connected, false);
            return;
        }
        phase = Phase.TLS;
        SslHandler tls = connector.tls(route, connected);
        String first = connected.pipeline().context(First.class).name();
        connected.pipeline().addBefore(first, null, tls);
        if (connector.readsMoreThanAsked()) {
            TlsReads.limit(connected.pipeline(), tls, first);
        }
        tls.handshakeFuture().addListener(future -> {
            if (done) {
                connected.close();
            } else if (future.isSuccess()) {
                succeed(connected, "h2".equals(tls.applicationProtocol()));
            } else {
                fail(NettyErrors.inHandshake(future.cause()));
            }
        });
    }

    private void succeed(Channel connected, boolean http2) {
        if (!connected.isActive()) {
            fail(new ClosedChannelException());
            return;
        }
        finish();
        connected.pipeline().remove(First.class);
        outcome.connected(connected, http2);
    }

    private void late() {
        if (!done) {
            phase = route.proxy() != null && phase != Phase.TLS ? Phase.PROXY : Phase.CONNECT;
            String reached = channel == null ? attempts + "" : channel.remoteAddress() + " does not shake hands";
            fail(new SocketTimeoutException("no connection within " + timeout + ": " + reached));
        }
    }

    private void fail(Throwable cause) {
        if (done) {
            return;
        }
        finish();
        close();
        boolean atProxy = route.proxy() != null && phase != Phase.TLS;
        outcome.failed(atProxy ? Phase.PROXY : phase, NettyErrors.reported(cause));
    }

    private void finish() {
        done = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void close() {
        if (attempts != null) {
            attempts.cancel();
        }
        if (channel != null) {
            channel.close();
        }
    }

    /** The pipeline before other handlers are added: errors are reported by the futures. */
    private static final class First extends ChannelInboundHandlerAdapter {
        private final Connector connector;
        private final @Nullable ProxyHandler tunnel;

        First(Connector connector, @Nullable ProxyHandler tunnel) {
            this.connector = connector;
            this.tunnel = tunnel;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            connector.add(context.channel());
            if (tunnel != null) {
                context.pipeline().addFirst(tunnel);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // reported by the future of the step
        }
    }
}
