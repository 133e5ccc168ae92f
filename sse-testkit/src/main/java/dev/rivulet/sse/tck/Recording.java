package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Phase;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.ResponseHead;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A receiver that writes down what it is told, and by which rule it should not have been. */
final class Recording implements Receiver {
    private static final long SILENCE_MILLIS = 40;

    private final CompletableFuture<Exchange> exchange = new CompletableFuture<>();
    private final Duration patience;
    private final Conduct conduct;
    private final List<String> calls = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable ResponseHead head;
    private @Nullable Phase phase;
    private @Nullable Throwable cause;
    private String actAt = "";
    private Runnable act = () -> {};
    private boolean keepsAll = true;
    private Consumer<ByteBuffer> leaves = lent -> {};
    private long bytes;
    private final AtomicInteger grants = new AtomicInteger();

    Recording(int overrunBytes, Duration patience) {
        this.patience = patience;
        conduct = new Conduct(overrunBytes);
    }

    /** Known to callbacks that come before {@code open} has returned, too. */
    void is(Exchange opened) {
        exchange.complete(opened);
    }

    /** Runs the action inside the callback of that name, each time. */
    Recording inside(String callback, Runnable action) {
        actAt = callback;
        act = action;
        return this;
    }

    /** Counts callbacks and bytes, and keeps neither. */
    Recording countingOnly() {
        keepsAll = false;
        return this;
    }

    /** Does this with each lent buffer when it has been read. */
    Recording leaving(Consumer<ByteBuffer> lent) {
        leaves = lent;
        return this;
    }

    /** Credit comes from several threads, so that nobody can say when it is used up. */
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

    private void ask(String name, Consumer<Exchange> call) {
        try {
            call.accept(exchange.join());
        } catch (RuntimeException e) {
            conduct.threw(name, e);
        }
    }

    @Override
    public void head(ResponseHead came) {
        call("head", () -> head = came);
    }

    @Override
    public void bytes(ByteBuffer lent) {
        int length = lent.remaining();
        byte[] copy = new byte[keepsAll ? length : 0];
        lent.get(copy);
        leaves.accept(lent);
        conduct.bytes(length);
        call("bytes", () -> {
            bytes += length;
            body.writeBytes(copy);
        });
    }

    @Override
    public void burstEnd() {
        call("burstEnd", () -> {});
    }

    @Override
    public void end() {
        call("end", () -> {});
    }

    @Override
    public void failed(Phase at, Throwable why) {
        call("failed", () -> {
            phase = at;
            cause = why;
        });
    }

    private void call(String name, Runnable note) {
        conduct.begins(name);
        synchronized (this) {
            counts.merge(name, 1, Integer::sum);
            if (keepsAll) {
                calls.add(name);
            }
            note.run();
        }
        if (name.equals(actAt)) {
            act.run();
        }
        conduct.ends();
        synchronized (this) {
            notifyAll();
        }
    }

    /** How often {@code read()} was called. */
    int granted() {
        return grants.get();
    }

    /** Callbacks that have begun, before anything in them was done. */
    long begun() {
        return conduct.begun();
    }

    /** What was told against the rules, with their names. */
    List<String> violations() {
        return conduct.violations();
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    synchronized int count(String name) {
        return counts.getOrDefault(name, 0);
    }

    synchronized String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    synchronized byte[] bodyBytes() {
        return body.toByteArray();
    }

    synchronized long bodyLength() {
        return bytes;
    }

    synchronized boolean isOver() {
        return count("end") + count("failed") > 0;
    }

    synchronized ResponseHead awaitHead() {
        await(() -> head != null || isOver(), "head");
        assertTrue(head != null, () -> "no head came: " + this);
        return head;
    }

    synchronized void awaitHeadOrOver() {
        await(() -> head != null || isOver(), "a head");
    }

    synchronized void awaitBurst(int number) {
        await(() -> count("burstEnd") >= number, "burst " + number);
    }

    /** Waits a while for a burst. */
    synchronized void awaitBurstOrSilence() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SILENCE_MILLIS);
        while (count("burstEnd") == 0 && !isOver()) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return;
            }
            waitFor(millis);
        }
    }

    /** Grants one burst and waits for its end. */
    void readBurst() {
        int before = count("burstEnd");
        read();
        await(() -> count("burstEnd") > before || isOver(), "the burst's end");
    }

    /** Reads burst by burst until so many bytes are there. */
    String readBytes(long count) {
        while (bodyLength() < count) {
            assertTrue(!isOver(), () -> "over too early: " + this);
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
        assertTrue(count("end") == 1, () -> "it should have ended in order: " + this);
        return this;
    }

    synchronized Throwable awaitFailed(Phase expected) {
        await(this::isOver, "a failure");
        assertEquals(expected, phase, this::toString);
        assertTrue(cause != null, () -> "a failure has a cause: " + this);
        return cause;
    }

    synchronized @Nullable Phase phase() {
        return phase;
    }

    synchronized @Nullable Throwable cause() {
        return cause;
    }

    /** Nothing more comes, neither now nor within a while, but what the transport may deliver without credit. */
    void assertSilent() {
        long before = conduct.begun() - conduct.overrunCalls();
        pause();
        assertEquals(
                before,
                conduct.begun() - conduct.overrunCalls(),
                () -> "nothing more should have come, and did: " + this);
    }

    /** No callback has begun since so many had, and none does within a while: this exchange is over or cancelled. */
    void assertNoneBegan(long before) {
        pause();
        assertEquals(before, begun(), () -> "a callback began behind the end: " + this);
    }

    /** For as long as what is on its way on loopback may take. */
    static void pause() {
        Topic.pause(Duration.ofMillis(SILENCE_MILLIS));
    }

    private synchronized void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean() || conduct.isInside()) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            assertTrue(millis > 0, () -> what + " was awaited in vain: " + this);
            waitFor(millis);
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the callers have it
    private synchronized void waitFor(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public synchronized String toString() {
        List<String> last = calls.size() > 20 ? calls.subList(calls.size() - 20, calls.size()) : calls;
        return "told " + (keepsAll ? last : counts) + ", " + bytes + " bytes"
                + (phase == null ? "" : ", failed in " + phase + ": " + cause);
    }
}
