package dev.rivulet.sse.http3;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.netty.internal.Loops;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The QUIC handshake with one address. On its loop only. */
final class Dial {
    private final QuicConnector connector;
    private final Destination destination;
    private final EventLoop loop;
    private final InetSocketAddress to;
    private final Http3Connection connection;
    private boolean done;
    private @Nullable Channel udp;

    /** How far it got, and why no further. */
    record Refusal(Phase phase, Throwable cause) {}

    /** Nothing after a cancel. */
    interface Outcome {
        void connected(Http3Connection connection);

        void refused(Refusal refusal);
    }

    Dial(
            QuicConnector connector,
            Destination destination,
            EventLoop loop,
            InetSocketAddress to,
            Http3Connection connection) {
        this.connector = connector;
        this.destination = destination;
        this.loop = loop;
        this.to = to;
        this.connection = connection;
    }

    void begin(Outcome outcome) {
        connector
                .udp(loop, to, new Door(outcome))
                .addListener((ChannelFuture opened) -> Loops.run(loop, () -> shakeHands(opened, outcome)));
    }

    private void shakeHands(ChannelFuture opened, Outcome outcome) {
        udp = opened.channel();
        if (done || !opened.isSuccess()) {
            opened.channel().close();
            refuse(outcome, opened.cause());
            return;
        }
        QuicChannel.newBootstrap(opened.channel())
                .handler(connection.handlers())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // ours holds; its timer would outlive the handshake
                .remoteAddress(to)
                .connect()
                .addListener((Future<QuicChannel> made) -> Loops.run(loop, () -> made(made, outcome)));
    }

    private void made(Future<QuicChannel> made, Outcome outcome) {
        Channel carrier = udp;
        if (carrier == null) {
            throw new IllegalStateException("there is no channel yet");
        }
        if (!made.isSuccess()) {
            refuse(outcome, made.cause());
            end(carrier);
        } else if (done) {
            end(carrier);
        } else {
            done = true;
            connection.whenClosed(carrier::close);
            outcome.connected(connection);
        }
    }

    /** After QUIC, which has something to say first, and may be in the middle of it. */
    private void end(Channel carrier) {
        connection.whenClosed(carrier::close);
        Loops.later(loop, connection::close);
    }

    private void refuse(Outcome outcome, @Nullable Throwable cause) {
        if (!done) {
            done = true;
            Throwable reason = cause == null ? new ConnectException("no UDP channel to " + to) : cause;
            outcome.refused(Http3Errors.inHandshake(reason, connector.tls().refusal(connection.engine())));
        }
    }

    boolean isMaking(Http3Connection candidate) {
        return !done && connection == candidate;
    }

    /** Closes what there is, or as soon as it is there. */
    void cancel() {
        done = true;
        if (udp != null) {
            end(udp);
        }
    }

    @Override
    public String toString() {
        return to.toString();
    }

    /** The UDP channel's handlers: QUIC, and what learns that nothing listens at that port. */
    private final class Door extends ChannelInitializer<Channel> {
        private final Outcome outcome;

        Door(Outcome outcome) {
            this.outcome = outcome;
        }

        @Override
        protected void initChannel(Channel channel) {
            connector.addCarrier(channel);
            channel.pipeline().addLast(connector.codec(destination), new ChannelInboundHandlerAdapter() {
                /** Of a connection that is made, one who is not the server could send it (RFC 9000, 21.1). */
                @Override
                public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                    if (!done) {
                        context.close();
                        refuse(outcome, cause);
                    }
                }
            });
        }
    }
}
