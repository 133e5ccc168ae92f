package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.FakeExchange;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One exchange, tapped on both sides: what the session asks of it, and what arrives there, which is reported to the oracle
 * before the session is.
 */
final class Line implements Exchange, Receiver {
    private record Placed(int offset, Item item) {}

    final TransportRequest request;
    private final World world;
    private final Receiver session;
    private final Queue<Placed> marks = new ArrayDeque<>();
    private @Nullable FakeExchange exchange;
    private @Nullable Reply reply;
    private @Nullable Waiting waiting;
    private @Nullable Body body;
    private @Nullable PlainText plain;
    private boolean opened;
    private boolean deaf; // what arrives comes after the loss
    private boolean burstOpen;
    private boolean progressed;
    private boolean moved;
    private boolean anyByte;
    private boolean mayBreach;
    private int events;
    private long openedAt;

    Line(World world, TransportRequest request, Receiver session) {
        this.world = world;
        this.request = request;
        this.session = session;
    }

    void attach(FakeExchange made) {
        exchange = made;
    }

    // --- the server's side

    /** The exchange, while it can deliver. */
    @Nullable
    FakeExchange live() {
        FakeExchange made = exchange;
        return made == null || made.isCancelled() || made.isOver() ? null : made;
    }

    @Nullable
    Reply reply() {
        return reply;
    }

    Waiting waiting() {
        return waiting == null ? Waiting.of(Reply.Wait.NOTHING, world.time.now()) : waiting;
    }

    void replied(Reply with, Waiting asks) {
        reply = with;
        waiting = asks;
    }

    /** The body of an open stream. */
    @Nullable
    Body body() {
        return body;
    }

    void openBody(boolean gzip) {
        body = new Body(gzip);
        plain = new PlainText(gzip);
    }

    void write(Entry entry) {
        Body to = body;
        if (to != null) {
            int from = to.plainLength();
            entry.marks().forEach(mark -> marks.add(new Placed(from + mark.offset(), mark.item())));
            to.write(entry.bytes());
        }
    }

    // --- what is known of it

    boolean isBurstOpen() {
        return burstOpen;
    }

    /** Whether it brought something new for certain. */
    boolean hasProgressed() {
        return progressed;
    }

    void progressed() {
        progressed = true;
    }

    /** Whether it brought another id than the one that was received before it, for certain. */
    boolean hasMoved() {
        return moved;
    }

    void moved(boolean now) {
        moved = now;
    }

    /** Whether its stream has been open for at least this long. */
    boolean isOpenFor(Duration time) {
        return opened && world.time.nanoTime() - openedAt >= time.toNanos();
    }

    boolean broughtAnything() {
        return anyByte;
    }

    boolean mayBreach() {
        return mayBreach;
    }

    /** The time for the first event is over where none has come: what follows comes after the loss. */
    void firstEventOverdue(long now) {
        long allowed = world.setup.timeouts().firstEvent().toNanos();
        if (opened && allowed > 0 && events == 0 && now - openedAt >= allowed) {
            deaf = true;
        }
    }

    void release() {
        if (body != null) {
            body.close();
        }
        if (plain != null) {
            plain.close();
        }
    }

    // --- the session's side

    @Override
    public void read() {
        FakeExchange made = exchange;
        if (!opened && body != null) {
            opened = true;
            openedAt = world.time.nanoTime();
            world.oracle.arrive(this, new Item.Connected());
        }
        if (made != null) {
            made.read();
        }
    }

    @Override
    public void cancel() {
        FakeExchange made = exchange;
        if (made != null) {
            made.cancel();
        }
    }

    @Override
    public void head(ResponseHead head) {
        session.head(head);
    }

    /**
     * What was lent counts when the session has taken it: earlier parts may be delivered meanwhile, and the exchange be
     * given up in the middle of this one.
     */
    @Override
    public void bytes(ByteBuffer lent) {
        ByteBuffer seen = lent.duplicate();
        burstOpen |= lent.hasRemaining();
        session.bytes(lent);
        PlainText text = plain;
        if (text != null && live() != null) {
            anyByte |= seen.hasRemaining();
            text.add(seen);
            understand(text.length());
        }
    }

    private void understand(long arrived) {
        while (!marks.isEmpty() && marks.element().offset() <= arrived) {
            Item item = marks.remove().item();
            if (item instanceof Item.LongBegins) {
                mayBreach = true;
            } else if (!deaf) {
                events += item instanceof Item.Event ? 1 : 0;
                world.oracle.arrive(this, item);
            }
        }
    }

    @Override
    public void burstEnd() {
        boolean empty = !burstOpen;
        burstOpen = false;
        if (body != null) {
            world.burstEnded(empty);
        }
        session.burstEnd();
    }

    @Override
    public void end() {
        burstOpen = false;
        session.end();
    }

    @Override
    public void failed(Phase phase, Throwable cause) {
        burstOpen = false;
        session.failed(phase, cause);
    }
}
