package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.FakeTransport;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens exchanges, and judges when and with what the session does. */
final class Network implements Transport {
    private static final int MOST_AT_ONCE = 500;

    /** Answers of exchanges that are answered inside {@code open()}, in order. */
    final Queue<Consumer<Line>> inside = new ArrayDeque<>();

    private final FakeTransport fake = new FakeTransport().remembering(1);
    private final World world;
    private @Nullable Line last;
    private boolean leftOrigin; // somewhere in this chain of redirects
    private long instant;
    private int openedInInstant;

    Network(World world) {
        this.world = world;
    }

    /** The exchange opened last. */
    @Nullable
    Line last() {
        return last;
    }

    @Override
    public Exchange open(TransportRequest request, Receiver to) {
        Line before = last;
        judgeTime();
        judgeOrder(before);
        judgeId(request, before);
        var line = new Line(world, request, world.interference.receiver().apply(to));
        last = line;
        world.parsed();
        fake.answering(exchange -> {
            line.attach(exchange);
            Consumer<Line> answer = inside.poll();
            if (answer != null) {
                answer.accept(line);
            }
        });
        fake.open(request, line);
        if (before != null) {
            before.release();
        }
        return line;
    }

    private void judgeTime() {
        long now = world.time.nanoTime();
        openedInInstant = now == instant ? openedInInstant + 1 : 1;
        instant = now;
        if (openedInInstant > MOST_AT_ONCE) {
            world.judge.violated(Invariant.NO_SPIN, openedInInstant + " exchanges opened in one instant");
            throw new IllegalStateException("stopped");
        }
    }

    private void judgeOrder(@Nullable Line before) {
        world.judge.require(
                before == null || before.live() == null, Invariant.ONE_EXCHANGE, "opened while one can deliver");
        world.judge.require(
                !world.watch.isCloseAsked(), Invariant.CLOSE_IS_FINAL, "an exchange was opened after close()");
        world.reconnection.opening(before);
    }

    private void judgeId(TransportRequest request, @Nullable Line before) {
        boolean hop = before != null && before.reply() instanceof Reply.Other other && other.isFollowed();
        boolean moved = before != null
                && !before.request.uri().getHost().equals(request.uri().getHost());
        leftOrigin = hop && (leftOrigin || moved);
        world.oracle.settled(null, "when the next exchange was opened");
        String received = world.oracle.received();
        String expected = leftOrigin || received.isEmpty() ? null : received;
        String sent = request.headers().first("Last-Event-ID");
        world.judge.require(
                expected == null ? sent == null : expected.equals(sent),
                Invariant.LAST_EVENT_ID,
                "Last-Event-ID: " + sent + ", expected " + expected);
    }

    @Override
    public Features features() {
        return fake.features();
    }

    @Override
    public void close() {
        fake.close();
    }
}
