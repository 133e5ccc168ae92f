package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An exchange as a test has it: what is asked of it, what its receiver got, and what is waited for. */
final class Recording {
    private final CompletableFuture<Exchange> exchange = new CompletableFuture<>();
    private final AtomicInteger grants = new AtomicInteger();
    private final Supplier<Deadline> deadline;
    private final ProtocolChecker conduct;
    private final CallRecorder calls;

    Recording(int overrunBytes, Supplier<Deadline> deadline) {
        this.deadline = deadline;
        this.conduct = new ProtocolChecker(overrunBytes);
        this.calls = new CallRecorder(conduct);
    }

    Receiver receiver() {
        return calls;
    }

    void is(Exchange opened) {
        exchange.complete(opened);
    }

    /** Runs the action inside the callback of that name, each time. */
    Recording inside(String callback, Runnable action) {
        calls.actInside(callback, action);
        return this;
    }

    /** Counts callbacks and bytes, and keeps neither. */
    Recording countingOnly() {
        calls.countOnly();
        return this;
    }

    /** Does this with each lent buffer when it has been read. */
    Recording leaving(Consumer<ByteBuffer> lent) {
        calls.leave(lent);
        return this;
    }

    /** Credit comes from several threads, so that it is unknown when it is used up. */
    Recording withoutCreditCheck() {
        conduct.doNotCountCredit();
        return this;
    }

    void read() {
        grants.incrementAndGet();
        conduct.granted();
        ask("read", Exchange::read);
    }

    void cancel() {
        ask("cancel", Exchange::cancel);
    }

    /** Inside a callback that comes before {@code open} has returned, as soon as it has. */
    private void ask(String name, Consumer<Exchange> call) {
        var unused = exchange.thenAccept(opened -> {
            try {
                call.accept(opened);
            } catch (RuntimeException e) {
                conduct.threw(name, e);
            }
        });
    }

    /** How often {@code read()} was called. */
    int granted() {
        return grants.get();
    }

    /** Callbacks that have begun, before anything in them was done. */
    long begun() {
        return conduct.begun();
    }

    /** What broke the rules, with their names. */
    List<String> violations() {
        return conduct.violations();
    }

    List<String> calls() {
        return calls.calls();
    }

    int count(String name) {
        return calls.count(name);
    }

    String body() {
        return new String(calls.body(), StandardCharsets.UTF_8);
    }

    byte[] bodyBytes() {
        return calls.body();
    }

    long bodyLength() {
        return calls.bodyLength();
    }

    boolean isOver() {
        return calls.isOver();
    }

    @Nullable
    Phase phase() {
        return calls.phase();
    }

    @Nullable
    Throwable cause() {
        return calls.cause();
    }

    ResponseHead awaitHead() {
        awaitHeadOrOver();
        ResponseHead head = calls.head();
        if (head == null) {
            throw overTooEarly();
        }
        return head;
    }

    void awaitHeadOrOver() {
        await(() -> calls.head() != null || isOver(), "a head");
    }

    /** Fails at once when the exchange is over before. */
    void awaitBurst(int number) {
        awaitBurstOrOver(number);
        assertTrue(hasEnded(number), this::toString);
    }

    /** Whether so many bursts have ended. Fails when the exchange is over and they have not. */
    boolean hasEnded(int bursts) {
        boolean over = isOver(); // asked first: no burst ends after it
        if (count("burstEnd") >= bursts) {
            return true;
        }
        if (over) {
            throw overTooEarly();
        }
        return false;
    }

    private AssertionError overTooEarly() {
        return new AssertionError("over too early: " + this, cause());
    }

    void awaitBurstOrOver(int number) {
        await(() -> count("burstEnd") >= number || isOver(), "burst " + number);
    }

    /** Grants one burst and waits for its end. */
    void readBurst() {
        readBurst(() -> {});
    }

    /** Does something between granting the burst and waiting for its end. */
    void readBurst(Runnable meanwhile) {
        int before = count("burstEnd");
        read();
        meanwhile.run();
        await(() -> count("burstEnd") > before || isOver(), "the burst's end");
    }

    /** Reads burst by burst until so many bytes are there. */
    String readBytes(long count) {
        while (bodyLength() < count) {
            if (isOver()) {
                throw overTooEarly();
            }
            readBurst();
        }
        return body();
    }

    /** Reads until the end or a failure. */
    Recording readAll() {
        while (!isOver()) {
            readBurst();
        }
        return this;
    }

    Recording awaitOver() {
        await(this::isOver, "the end");
        return this;
    }

    Recording awaitEnd() {
        awaitOver();
        assertTrue(count("end") == 1, () -> "it should have ended normally: " + this);
        return this;
    }

    Throwable awaitFailed(Phase expected) {
        await(this::isOver, "a failure");
        assertEquals(expected, phase(), this::toString);
        Throwable cause = cause();
        assertTrue(cause != null, () -> "a failure has a cause: " + this);
        return cause;
    }

    /** Nothing more comes, neither now nor within a while, but what the transport may deliver without credit. */
    void assertSilent() {
        long before = conduct.begunWithCredit();
        Topic.pause();
        assertEquals(before, conduct.begunWithCredit(), () -> "nothing more should have come, and did: " + this);
    }

    /** No callback has begun since so many had, and none does within a while: this exchange is over or cancelled. */
    void assertNoneBegan(long before) {
        Topic.pause();
        assertEquals(before, begun(), () -> "a callback began after the end: " + this);
    }

    private void await(BooleanSupplier condition, String what) {
        assertTrue(calls.await(condition, deadline.get()), () -> what + " was awaited in vain: " + this);
    }

    @Override
    public String toString() {
        return calls.toString();
    }
}
