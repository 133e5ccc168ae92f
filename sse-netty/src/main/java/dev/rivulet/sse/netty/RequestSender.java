package dev.rivulet.sse.netty;

import dev.rivulet.sse.netty.internal.Loops;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Sends one request. A large body goes in pieces, each when the one before was taken: all of it at once would lie in direct
 * memory, and keep the loop busy while the server reads as fast as it is sent. On the loop only.
 */
final class RequestSender {
    static final int PIECE = 256 << 10;

    private final Channel channel;
    private final BooleanSupplier wanted;
    private final Consumer<ChannelFuture> outcome;

    /**
     * @param wanted whether to continue; if not, nothing is reported
     * @param outcome receives the last write, or the first that failed
     */
    RequestSender(Channel channel, BooleanSupplier wanted, Consumer<ChannelFuture> outcome) {
        this.channel = channel;
        this.wanted = wanted;
        this.outcome = outcome;
    }

    void send(FullHttpRequest request) {
        ByteBuf body = request.content();
        if (body.readableBytes() <= PIECE) {
            channel.writeAndFlush(request).addListener((ChannelFuture written) -> tell(written));
            return;
        }
        channel.write(
                new DefaultHttpRequest(request.protocolVersion(), request.method(), request.uri(), request.headers()));
        next(body);
    }

    private void next(ByteBuf rest) {
        ByteBuf piece = rest.readRetainedSlice(Math.min(PIECE, rest.readableBytes()));
        boolean isLast = !rest.isReadable();
        var content = isLast ? new DefaultLastHttpContent(piece) : new DefaultHttpContent(piece);
        channel.writeAndFlush(content).addListener((ChannelFuture written) -> {
            if (isLast || !written.isSuccess()) {
                rest.release();
                tell(written);
            } else {
                Loops.later(channel.eventLoop(), () -> afterPiece(rest)); // what else the loop has to do comes first
            }
        });
    }

    private void afterPiece(ByteBuf rest) {
        if (wanted.getAsBoolean()) {
            next(rest);
        } else {
            rest.release();
        }
    }

    private void tell(ChannelFuture written) {
        if (wanted.getAsBoolean()) {
            outcome.accept(written);
        }
    }
}
