package dev.rivulet.sse.netty;

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

/** Writes down what an exchange brings, and waits for it. */
final class Recording implements Receiver {
    /** Known to callbacks that come before {@code open} has returned, too. */
    final CompletableFuture<Exchange> exchange = new CompletableFuture<>();

    private final List<String> calls = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
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
            calls.add(name);
            note.run();
            notifyAll();
        }
        if (name.equals(actAt)) {
            act.run();
        }
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    synchronized String body() {
        return body.toString(UTF_8);
    }

    synchronized boolean isOver() {
        return calls.contains("end") || calls.contains("failed");
    }

    ResponseHead awaitHead() {
        await(() -> head != null || isOver(), "a head");
        assertThat(head).as("calls: %s, cause: %s", calls(), cause).isNotNull();
        return head;
    }

    /** Reads burst by burst until so many bytes are there. */
    String readBytes(int count) {
        while (size() < count) {
            int before = bursts();
            read();
            await(() -> bursts() > before || isOver(), "a burst");
            assertThat(size() >= count || !isOver())
                    .as("calls: %s, cause: %s", calls(), cause)
                    .isTrue();
        }
        return body();
    }

    /** Reads until the body's end, and returns the body. */
    String readAll() {
        while (!isOver()) {
            int before = bursts();
            read();
            await(() -> bursts() > before || isOver(), "a burst");
        }
        assertThat(calls()).as("cause: %s", cause).contains("end");
        return body();
    }

    /** Waits for a callback of that name. */
    Recording awaitCall(String name) {
        await(() -> calls.contains(name), name);
        return this;
    }

    Throwable awaitFailed(Phase expected) {
        await(this::isOver, "a failure");
        assertThat(phase).as("calls: %s, cause: %s", calls(), cause).isEqualTo(expected);
        return cause;
    }

    private synchronized int size() {
        return body.size();
    }

    private synchronized int bursts() {
        return (int) calls.stream().filter("burstEnd"::equals).count();
    }

    private synchronized void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            assertThat(millis).as("awaited %s, came %s", what, calls).isPositive();
            try {
                wait(millis);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
