package dev.rivulet.sse.bench.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The response on one stream, whatever the version of HTTP. For {@link TlsServer}, on its one thread. */
final class TlsAnswer extends ChannelInboundHandlerAdapter {
    private static final int BATCH = 128; // events that are flushed together
    private static final int BATCHES = 4; // that wait to be sent, at most
    private static final int DROP_MILLIS = 20;

    /** When a connection was ended last, for the event that comes after it, and that event's id. */
    private static long dropped;

    private static long drops;

    private final ServedVersion version;
    private LiveWire wire = LiveWire.TOKENS;
    private int eventsAPart;
    private int waiting;
    private long id;
    private boolean over;
    private @Nullable Future<?> ticks;

    TlsAnswer(ServedVersion version) {
        this.version = version;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        String target = version.target(message);
        ReferenceCountUtil.release(message);
        if (target != null) {
            context.write(version.head());
            answer(context, target);
        }
    }

    private void answer(ChannelHandlerContext context, String target) {
        if (target.startsWith("/flood/")) {
            wire = LiveWire.ofPath(target);
            int bytes = Integer.parseInt(target.substring(target.lastIndexOf('/') + 1));
            eventsAPart = Math.max(1, bytes / wire.eventBytes());
            pour(context);
            return;
        }
        switch (target) {
            case "/idle" -> send(context, ++id, System.nanoTime());
            case "/drops" -> {
                send(context, ++drops, dropped == 0 ? System.nanoTime() : dropped);
                context.executor().schedule(() -> drop(context), DROP_MILLIS, TimeUnit.MILLISECONDS);
            }
            default -> startTicks(context);
        }
    }

    private void startTicks(ChannelHandlerContext context) {
        send(context, ++id, System.nanoTime());
        long first = ThreadLocalRandom.current().nextLong(100_000);
        ticks = context.executor()
                .scheduleAtFixedRate(
                        () -> send(context, ++id, System.nanoTime()), first, 100_000, TimeUnit.MICROSECONDS);
    }

    private void send(ChannelHandlerContext context, long number, long nanos) {
        context.writeAndFlush(version.part(Unpooled.wrappedBuffer(LiveWire.TOKENS.event(number, nanos))));
    }

    private void drop(ChannelHandlerContext context) {
        if (!over) {
            dropped = System.nanoTime();
            version.drop(context.channel());
        }
    }

    private void pour(ChannelHandlerContext context) {
        while (!over && waiting < BATCHES) {
            waiting++;
            // Later, so that what was received meanwhile is read.
            batch(context).addListener(sent -> context.executor().execute(() -> sent(context, sent.isSuccess())));
        }
    }

    private void sent(ChannelHandlerContext context, boolean well) {
        waiting--;
        over |= !well;
        pour(context);
    }

    private ChannelFuture batch(ChannelHandlerContext context) {
        ByteBuf events = context.alloc().directBuffer(BATCH * wire.eventBytes());
        for (int i = 0; i < BATCH; i++) {
            events.writeBytes(wire.event(++id, 0));
        }
        ChannelFuture last = context.newSucceededFuture();
        while (events.isReadable()) {
            int bytes = Math.min(events.readableBytes(), eventsAPart * wire.eventBytes());
            last = context.write(version.part(events.readRetainedSlice(bytes)));
        }
        events.release();
        context.flush();
        return last;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        over = true;
        if (ticks != null) {
            ticks.cancel(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
