package dev.rivulet.sse.jdkhttp;

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

/** Writes down what it is called with, checks that the calls come one at a time, and can do something inside them. */
final class Recording implements Receiver {
    /** Known to callbacks that come before {@code open} has returned, too. */
    final CompletableFuture<Exchange> exchange = new CompletableFuture<>();

    private final List<String> calls = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Thread inside;
    private ResponseHead head;
    private Phase phase;
    private Throwable cause;
    private String actAt = "";
    private Runnable act = () -> {};

    /** Runs the action inside the callback of that name, each time. */
    Recording inside(String callback, Runnable action) {
        actAt = callback;
        act = action;
        return this;
    }

    void read() {
        exchange.join().read();
    }

    void cancel() {
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

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    synchronized int count(String name) {
        return (int) calls.stream().filter(name::equals).count();
    }

    synchronized String body() {
        return body.toString(UTF_8);
    }

    synchronized int bodyLength() {
        return body.size();
    }

    synchronized Throwable cause() {
        return cause;
    }

    ResponseHead awaitHead() {
        await(() -> head != null, "head");
        return head;
    }

    /** Reads burst by burst until so many bytes are there, and the last burst has ended. */
    String readBytes(int count) {
        while (bodyLength() < count) {
            readBurst();
        }
        return body();
    }

    void awaitBurst(int number) {
        await(() -> count("burstEnd") >= number, "burstEnd");
    }

    void readBurst() {
        int before = count("burstEnd");
        read();
        await(() -> count("burstEnd") > before || isOver(), "burstEnd");
    }

    /** Reads until the end or a failure. */
    Recording readAll() {
        while (!isOver()) {
            readBurst();
        }
        return this;
    }

    Recording awaitEnd() {
        await(this::isOver, "end");
        assertThat(calls()).as("cause: " + cause).contains("end");
        return this;
    }

    Throwable awaitFailed(Phase expected) {
        await(this::isOver, "failed");
        assertThat(phase).as("calls: " + calls() + ", cause: " + cause).isEqualTo(expected);
        return cause;
    }

    /** Nothing more comes: neither now nor within a while. */
    void assertSilent() throws InterruptedException {
        List<String> before = calls();
        TimeUnit.MILLISECONDS.sleep(60);
        assertThat(calls()).isEqualTo(before);
    }

    private synchronized boolean isOver() {
        return calls.contains("end") || calls.contains("failed");
    }

    private synchronized void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean() || inside != null) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            assertThat(millis).as("awaited " + what + ", came " + calls).isPositive();
            try {
                wait(millis);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
