package dev.rivulet.sse.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;

/**
 * Keeps TLS from asking for bytes that are not wanted, by a handler on each side of it. It asks whenever a record is not
 * complete, which keeps a receive that serves many reads from ever being stopped. On the loop only.
 */
final class TlsReads {
    private final SslHandler tls;
    private boolean wanted;

    private TlsReads(SslHandler tls) {
        this.tls = tls;
    }

    /** @param after the name of the handler after TLS */
    static void limit(ChannelPipeline pipeline, SslHandler tls, String after) {
        var reads = new TlsReads(tls);
        pipeline.addBefore(pipeline.context(tls).name(), null, reads.new Gate());
        pipeline.addBefore(after, null, reads.new Wants());
    }

    private final class Wants extends ChannelDuplexHandler {
        @Override
        public void read(ChannelHandlerContext context) {
            wanted = true;
            context.read();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object decrypted) {
            wanted = false;
            context.fireChannelRead(decrypted);
        }
    }

    private final class Gate extends ChannelOutboundHandlerAdapter {
        @Override
        public void read(ChannelHandlerContext context) {
            if (wanted || !tls.handshakeFuture().isDone()) {
                context.read();
            }
        }
    }
}
