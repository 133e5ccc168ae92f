package dev.rivulet.sse.tests.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Writes down what an exchange brings, checks that the calls come one at a time, and can do something inside them. Waits
 * for a minute at most, and until the call that was awaited has returned.
 */
public final class Recording implements Receiver {
    /** Known to callbacks that come before {@code open} has returned, too. */
    public final CompletableFuture<Exchange> exchange = new CompletableFuture<>();

    private final List<String> calls = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Thread inside;
    private ResponseHead head;
    private Phase phase;
    private Throwable cause;
    private String actAt = "";
    private Runnable act = () -> {};

    /** Runs the action inside the callback of that name, each time. */
    public Recording inside(String callback, Runnable action) {
        actAt = callback;
        act = action;
        return this;
    }

    public void read() {
        exchange.join().read();
    }

    public void cancel() {
        exchange.join().cancel();
    }

    @Override
    public void head(ResponseHead came) {
        call("head", () -> head = came);
    }

    @Override
    public void bytes(ByteBuffer lent) {
        byte[] copy = new byte[lent.remaining()];
        lent.get(copy);
        call("bytes", () -> body.writeBytes(copy));
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
        synchronized (this) {
            if (inside != null) {
                calls.add(name + " while inside another call");
            }
            inside = Thread.currentThread();
            calls.add(name);
            note.run();
            notifyAll();
        }
        if (name.equals(actAt)) {
            act.run();
        }
        synchronized (this) {
            inside = null;
            notifyAll();
        }
    }

    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    public synchronized int count(String name) {
        return (int) calls.stream().filter(name::equals).count();
    }

    public synchronized String body() {
        return body.toString(UTF_8);
    }

    public synchronized int bodyLength() {
        return body.size();
    }

    public synchronized Throwable cause() {
        return cause;
    }

    /** Whether it has ended or failed. */
    public synchronized boolean isOver() {
        return calls.contains("end") || calls.contains("failed");
    }

    public ResponseHead awaitHead() {
        await(() -> head != null || isOver(), "a head");
        assertThat(head).as(this::toString).isNotNull();
        return head;
    }

    /** Reads burst by burst until so many bytes are there, and the last burst has ended. */
    public String readBytes(int count) {
        while (bodyLength() < count) {
            readBurst();
            assertThat(bodyLength() >= count || !isOver()).as(this::toString).isTrue();
        }
        return body();
    }

    public void readBurst() {
        int before = count("burstEnd");
        read();
        await(() -> count("burstEnd") > before || isOver(), "a burst");
    }

    public void awaitBurst(int number) {
        await(() -> count("burstEnd") >= number, "a burst");
    }

    /** Reads until the end or a failure. */
    public Recording readAll() {
        while (!isOver()) {
            readBurst();
        }
        return this;
    }

    /** Reads until the body's end, and returns the body. */
    public String readBody() {
        return readAll().awaitEnd().body();
    }

    /** Waits for a callback of that name. */
    public Recording awaitCall(String name) {
        await(() -> calls.contains(name), name);
        return this;
    }

    public Recording awaitEnd() {
        await(this::isOver, "the end");
        assertThat(calls()).as(this::toString).contains("end");
        return this;
    }

    public Throwable awaitFailed(Phase expected) {
        await(this::isOver, "a failure");
        assertThat(phase).as(this::toString).isEqualTo(expected);
        return cause;
    }

    /** Nothing more comes: neither now nor within a while. */
    public void assertSilent() throws InterruptedException {
        List<String> before = calls();
        TimeUnit.MILLISECONDS.sleep(60);
        assertThat(calls()).isEqualTo(before);
    }

    private synchronized void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean() || inside != null) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            assertThat(millis).as("awaited %s, came %s", what, calls).isPositive();
            try {
                wait(millis);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public synchronized String toString() {
        return "calls: " + calls + ", cause: " + cause;
    }
}
