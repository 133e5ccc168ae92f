package dev.rivulet.sse.http3;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http3.DefaultHttp3UnknownFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionPathStats;
import io.netty.handler.codec.quic.QuicConnectionStats;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicTransportParameters;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a connection alive, since QUIC ends it without notice when it was idle for too long, and finds one whose peer can no
 * longer be reached. Netty sends no PING: a reserved frame, which the server ignores but has to acknowledge (RFC 9114,
 * 7.2.8), does the same. On the loop only.
 */
final class KeepAlive {
    private static final long RESERVED_TYPE = 0x21 + 0x1f * 7;
    private static final int TRIES = 2;
    private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(500);

    private final QuicChannel quic;
    private final Duration idleTime;
    private final Consumer<Throwable> lost;
    private @Nullable Future<?> timer;

    private KeepAlive(QuicChannel quic, Duration idleTime, Consumer<Throwable> lost) {
        this.quic = quic;
        this.idleTime = idleTime;
        this.lost = lost;
    }

    /** @param lost receives why, once */
    static KeepAlive of(QuicChannel quic, Duration ours, Consumer<Throwable> lost) {
        return new KeepAlive(quic, idleTime(quic, ours), lost);
    }

    /** The shorter of both sides' (RFC 9000, 10.1); a server that says 0 has none. */
    static Duration idleTime(QuicChannel quic, Duration ours) {
        QuicTransportParameters theirs = quic.peerTransportParameters();
        long millis = theirs == null ? 0 : theirs.maxIdleTimeout();
        return millis <= 0 || millis > ours.toMillis() ? ours : Duration.ofMillis(millis);
    }

    /** While there are streams. Does nothing if it has begun. */
    void start() {
        if (timer == null) {
            scheduleNext();
        }
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void scheduleNext() {
        timer = quic.eventLoop().schedule(() -> ask(1), idleTime.toNanos() / 3, TimeUnit.NANOSECONDS);
    }

    private void ask(int attempt) {
        quic.collectStats().addListener((Future<QuicConnectionStats> stats) -> {
            QuicStreamChannel control = Http3.getLocalControlStream(quic);
            if (timer == null || !stats.isSuccess() || control == null) {
                return; // it ends
            }
            long before = stats.getNow().recv();
            control.writeAndFlush(new DefaultHttp3UnknownFrame(RESERVED_TYPE, Unpooled.EMPTY_BUFFER));
            await(before, attempt);
        });
    }

    /**
     * An answer takes a round trip, and the time for which the server may hold it back; or be busy, so that all tries
     * together take what is left of two thirds of the idle time.
     */
    private void await(long before, int attempt) {
        quic.collectPathStats(0).addListener((Future<QuicConnectionPathStats> path) -> {
            if (timer != null) {
                long trip = path.isSuccess() ? path.getNow().rtt() : 0;
                long wait = Math.max(Math.max(SHORTEST_WAIT, idleTime.toNanos() / 6), 3 * trip);
                timer = quic.eventLoop().schedule(() -> look(before, attempt), wait, TimeUnit.NANOSECONDS);
            }
        });
    }

    private void look(long before, int attempt) {
        quic.collectStats().addListener((Future<QuicConnectionStats> stats) -> {
            if (timer == null || !stats.isSuccess()) {
                return;
            }
            if (stats.getNow().recv() > before) {
                scheduleNext();
            } else if (attempt < TRIES) {
                ask(attempt + 1);
            } else {
                timer = null;
                lost.accept(new IOException("no answer to " + TRIES + " keep-alives: the network may have changed"));
            }
        });
    }
}
