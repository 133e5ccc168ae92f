package dev.rivulet.sse.netty;

import dev.rivulet.sse.netty.internal.Loops;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Connects to one of several addresses, as RFC 8305, 5, says: the next is tried as soon as one has failed, or after 250 ms
 * without an answer, and the first that connects is taken. All others are closed. On the loop only.
 */
final class AddressAttempts {
    private static final long DELAY_MILLIS = 250;

    private final EventLoop loop;
    private final Queue<SocketAddress> left;
    private final Function<SocketAddress, ChannelFuture> connector;
    private final Outcome outcome;

    private final Map<Channel, SocketAddress> pending = new LinkedHashMap<>();
    private final Map<SocketAddress, Throwable> failed = new LinkedHashMap<>();
    private boolean over;
    private @Nullable Future<?> timer;

    interface Outcome {
        void connected(Channel channel);

        /** None can be reached. */
        void failed(Throwable cause);
    }

    /** @param addresses in the order in which they are tried */
    AddressAttempts(
            EventLoop loop,
            List<? extends SocketAddress> addresses,
            Function<SocketAddress, ChannelFuture> connector,
            Outcome outcome) {
        this.loop = loop;
        this.left = new ArrayDeque<>(addresses);
        this.connector = connector;
        this.outcome = outcome;
    }

    /** Tries the next address, if there is one. */
    void next() {
        stopTimer();
        SocketAddress to = left.poll();
        if (over || to == null) {
            return;
        }
        if (!left.isEmpty()) {
            timer = loop.schedule(this::next, DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }
        ChannelFuture attempt = connector.apply(to);
        pending.put(attempt.channel(), to);
        attempt.addListener((ChannelFuture done) -> Loops.run(loop, () -> done(to, done)));
    }

    private void done(SocketAddress to, ChannelFuture attempt) {
        pending.remove(attempt.channel());
        if (over) {
            attempt.channel().close();
        } else if (attempt.isSuccess()) {
            cancel();
            outcome.connected(attempt.channel());
        } else {
            failed(to, attempt.cause());
        }
    }

    private void failed(SocketAddress to, Throwable cause) {
        failed.put(to, cause);
        if (!left.isEmpty()) {
            next();
        } else if (pending.isEmpty()) {
            cancel();
            failed.values().stream().filter(each -> each != cause).forEach(cause::addSuppressed);
            outcome.failed(cause);
        }
    }

    /** Ends all attempts, and closes what they have made so far. */
    void cancel() {
        over = true;
        stopTimer();
        List.copyOf(pending.keySet()).forEach(Channel::close);
        pending.clear();
        left.clear();
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** What was tried, and what came of it. */
    @Override
    public String toString() {
        return Stream.concat(
                        failed.entrySet().stream().map(each -> each.getKey() + " failed: " + each.getValue()),
                        pending.values().stream().map(each -> each + " does not answer"))
                .collect(Collectors.joining("; "));
    }
}
