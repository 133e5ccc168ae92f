package dev.rivulet.sse.testkit;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http3.DefaultHttp3GoAwayFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ServerConnectionHandler;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An accepted connection of HTTP/3: many responses at a time, each on a thread of its own. */
final class Http3Connection extends ChannelInboundHandlerAdapter implements Accepted {
    private static final long PROBE_MILLIS = 20;

    private final ScriptedServer server;
    private final int number;
    private final QuicChannel quic;
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Thread> players = new CopyOnWriteArrayList<>();
    private final List<Http3Stream> streams = new CopyOnWriteArrayList<>();
    private volatile long firstRefused = Long.MAX_VALUE;
    private boolean abandoned; // guarded by the players

    Http3Connection(ScriptedServer server, int number, QuicChannel quic) {
        this.server = server;
        this.number = number;
        this.quic = quic;
        quic.pipeline().addLast(new Http3ServerConnectionHandler(new Requests(), null, null, null, true), this);
        quic.closeFuture().addListener(closed -> connectionOver());
        var probing =
                quic.eventLoop().scheduleWithFixedDelay(this::probe, PROBE_MILLIS, PROBE_MILLIS, TimeUnit.MILLISECONDS);
        quic.closeFuture().addListener(closed -> probing.cancel(false));
    }

    private void probe() {
        streams.forEach(Http3Stream::probe);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof QuicConnectionCloseEvent) {
            connectionOver();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        server.note("connection " + number + ": " + cause);
    }

    @Override
    public boolean isOver() {
        return over.getCount() == 0;
    }

    private void connectionOver() {
        over.countDown();
        streams.forEach(Http3Stream::leave);
        server.changed();
    }

    void left(Http3Stream stream) {
        streams.remove(stream);
        server.changed();
    }

    void note(@Nullable String what) {
        server.note("connection " + number + ": " + what);
    }

    /** A request is complete. On the loop, so that requests have their responses in their order. */
    void arrived(Http3Stream stream, RecordedRequest request) {
        Response scripted = server.admit(request);
        var player = new Thread(
                () -> play(stream, request, scripted),
                "scripted-server-" + server.port() + "-" + number + "-stream-" + stream.id());
        player.setDaemon(true);
        synchronized (players) { // one that is not interrupted might wait for ever
            if (!abandoned) {
                players.add(player);
                player.start();
            }
        }
    }

    ServerOrigin origin(Http3Stream stream) {
        return new ServerOrigin("h3", number, (int) stream.id(), stream.isEarly(), stream);
    }

    boolean answersBeforeBody() {
        return server.answersBeforeBody();
    }

    private void play(Http3Stream stream, RecordedRequest request, @Nullable Response scripted) {
        try {
            Response response = scripted != null ? scripted : server.responseBeyondScript(request);
            response.play(server.recording(request, new Http3Wire(this, stream)));
        } catch (IOException e) {
            note("stream " + stream.id() + ": " + e);
        } catch (IllegalStateException e) {
            note("stream " + stream.id() + ": " + e);
            throw e; // a script that cannot be played: reported by the thread's end as well
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server closes
        } finally {
            players.remove(Thread.currentThread());
        }
    }

    /** From now on newer streams of the client are ignored. */
    void goAway(int lastStream) {
        long first = (lastStream + 4L) & ~3L; // HTTP/3 names the first that is not processed
        firstRefused = Math.min(firstRefused, first);
        sayGoAway();
    }

    /** As soon as there is a control stream, which is not before the handshake is done. */
    private void sayGoAway() {
        QuicStreamChannel control = Http3.getLocalControlStream(quic);
        if (control != null) {
            control.writeAndFlush(new DefaultHttp3GoAwayFrame(firstRefused));
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        quic.eventLoop().execute(() -> {
            if (firstRefused != Long.MAX_VALUE) {
                sayGoAway();
            }
        });
        context.fireChannelActive();
    }

    /** Announces the end; the client closes the connection after its last stream. */
    void leave(Http3Stream last) {
        goAway((int) last.id());
    }

    /** Also before the handshake is done. */
    boolean isOpen() {
        return quic.isOpen();
    }

    /** Ends it with an error of HTTP/3, or of QUIC itself. */
    void close(boolean application, int code) {
        try {
            quic.close(application, code, Unpooled.EMPTY_BUFFER);
        } catch (RejectedExecutionException ended) {
            // the server is closed, and its loop has ended
        }
    }

    @Override
    public void abandon() {
        synchronized (players) {
            abandoned = true;
        }
        close(true, 0x100);
        players.forEach(Thread::interrupt);
    }

    @Override
    public void join() {
        try {
            for (Thread player : players) {
                player.join(ScriptedServer.PATIENCE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (players.stream().anyMatch(Thread::isAlive)) {
            throw new AssertionError("connection " + number + " has not ended");
        }
    }

    private final class Requests extends ChannelInitializer<QuicStreamChannel> {
        @Override
        protected void initChannel(QuicStreamChannel channel) {
            if (channel.streamId() < firstRefused) {
                var stream = new Http3Stream(Http3Connection.this, channel);
                streams.add(stream);
                channel.pipeline().addLast(stream);
            }
        }

        /** Netty uses one for all streams. */
        @Override
        public boolean isSharable() {
            return true;
        }
    }
}
