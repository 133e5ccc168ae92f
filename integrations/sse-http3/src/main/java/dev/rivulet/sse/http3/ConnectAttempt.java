package dev.rivulet.sse.http3;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.netty.internal.Families;
import dev.rivulet.sse.netty.internal.HostResolver;
import dev.rivulet.sse.netty.internal.Loops;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection in the making: the name is looked up, and its addresses are tried as RFC 8305, 5, says: the next as soon as
 * one has failed, or after 250 ms without an answer. The first whose handshake is done is taken. On its loop only.
 */
final class ConnectAttempt {
    private static final long DELAY_MILLIS = 250;

    private final QuicConnector connector;
    private final Destination destination;
    private final EventLoop loop;
    private final Duration timeout;
    private final Queue<InetSocketAddress> left = new ArrayDeque<>();
    private final Set<Dial> pending = new LinkedHashSet<>();
    private final Map<InetSocketAddress, Dial.Refusal> failed = new LinkedHashMap<>();
    private boolean done;
    private @Nullable Future<?> timer;
    private @Nullable Future<?> nextAddress;

    /** What becomes of it; nothing after a cancel. */
    interface Outcome {
        void connected(Http3Connection connection);

        void failed(Phase phase, Throwable cause);
    }

    ConnectAttempt(QuicConnector connector, Destination destination, EventLoop loop, Duration timeout) {
        this.connector = connector;
        this.destination = destination;
        this.loop = loop;
        this.timeout = timeout;
    }

    void begin(Supplier<Http3Connection> connections, Outcome outcome) {
        connector.resolve(destination, loop, new HostResolver.Answer() {
            @Override
            public void found(List<InetSocketAddress> addresses) {
                if (!done) {
                    left.addAll(Families.interleaved(addresses));
                    timer = loop.schedule(() -> late(outcome), Loops.nanos(timeout), TimeUnit.NANOSECONDS);
                    next(connections, outcome);
                }
            }

            @Override
            public void failed(Throwable cause) {
                if (!done) {
                    finish();
                    outcome.failed(Phase.RESOLVE, cause);
                }
            }
        });
    }

    private void next(Supplier<Http3Connection> connections, Outcome outcome) {
        stop(nextAddress);
        InetSocketAddress to = left.poll();
        if (done || to == null) {
            return;
        }
        if (!left.isEmpty()) {
            nextAddress = loop.schedule(() -> next(connections, outcome), DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }
        var dial = new Dial(connector, destination, loop, to, connections.get());
        pending.add(dial);
        dial.begin(new Dial.Outcome() {
            @Override
            public void connected(Http3Connection connection) {
                pending.remove(dial);
                finish();
                outcome.connected(connection);
            }

            @Override
            public void refused(Dial.Refusal refusal) {
                pending.remove(dial);
                failed.put(to, refusal);
                if (!left.isEmpty()) {
                    next(connections, outcome);
                } else if (pending.isEmpty() && !done) {
                    finish();
                    report(outcome);
                }
            }
        });
    }

    /** What TLS refused says more than an address that does not answer. */
    private void report(Outcome outcome) {
        Dial.Refusal worst = failed.values().stream()
                .filter(each -> each.phase() == Phase.TLS)
                .findFirst()
                .orElseGet(() -> failed.values().iterator().next());
        failed.values().stream()
                .map(Dial.Refusal::cause)
                .filter(each -> each != worst.cause())
                .forEach(worst.cause()::addSuppressed);
        outcome.failed(worst.phase(), worst.cause());
    }

    private void late(Outcome outcome) {
        if (!done) {
            String tried = pending + " without an answer" + (failed.isEmpty() ? "" : ", " + failed);
            finish();
            outcome.failed(
                    Phase.CONNECT, new SocketTimeoutException("no QUIC connection within " + timeout + ": " + tried));
        }
    }

    /** Whether this connection may still become the one. */
    boolean isMaking(Http3Connection connection) {
        return pending.stream().anyMatch(dial -> dial.isMaking(connection));
    }

    /** Closes what there is, or as soon as it is there. */
    void cancel() {
        if (!done) {
            finish();
        }
    }

    private void finish() {
        done = true;
        stop(timer);
        stop(nextAddress);
        left.clear();
        List.copyOf(pending).forEach(Dial::cancel);
        pending.clear();
    }

    private static void stop(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
