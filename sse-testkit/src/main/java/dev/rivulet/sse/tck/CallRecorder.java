package dev.rivulet.sse.tck;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Receiver;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records what a receiver is called with, and wakes the thread that waits for it. */
final class CallRecorder implements Receiver {
    private static final int LAST = 20;

    final ProtocolChecker conduct;
    private final List<String> calls = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable ResponseHead head;
    private @Nullable Phase phase;
    private @Nullable Throwable cause;
    private long bytes;

    private String actAt = "";
    private Runnable act = () -> {};
    private Consumer<ByteBuffer> leaves = lent -> {};
    private boolean keepsAll = true;
    private @Nullable BooleanSupplier awaited;

    CallRecorder(ProtocolChecker conduct) {
        this.conduct = conduct;
    }

    void actInside(String callback, Runnable action) {
        actAt = callback;
        act = action;
    }

    void countOnly() {
        keepsAll = false;
    }

    void leave(Consumer<ByteBuffer> lent) {
        leaves = lent;
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
        wakeIfMet();
    }

    /** The condition is looked at here, so that a flood of callbacks neither wakes nor starves the thread that waits. */
    private synchronized void wakeIfMet() {
        if (awaited != null && awaited.getAsBoolean()) {
            awaited = null;
            notifyAll();
        }
    }

    /**
     * Waits until the condition holds and the callback that made it hold has returned. For one thread at a time.
     *
     * @return whether it held before the deadline
     */
    synchronized boolean await(BooleanSupplier condition, Deadline deadline) {
        if (condition.getAsBoolean() && !conduct.isInside()) {
            return true;
        }
        awaited = condition;
        try {
            while (awaited != null && !deadline.isOver()) {
                wait(deadline.millisLeft() + 1);
            }
            return awaited == null;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting: " + this, e);
        } finally {
            awaited = null;
        }
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    synchronized int count(String name) {
        return counts.getOrDefault(name, 0);
    }

    synchronized boolean isOver() {
        return count("end") + count("failed") > 0;
    }

    synchronized @Nullable ResponseHead head() {
        return head;
    }

    synchronized byte[] body() {
        return body.toByteArray();
    }

    synchronized long bodyLength() {
        return bytes;
    }

    synchronized @Nullable Phase phase() {
        return phase;
    }

    synchronized @Nullable Throwable cause() {
        return cause;
    }

    @Override
    public synchronized String toString() {
        List<String> last = calls.subList(Math.max(0, calls.size() - LAST), calls.size());
        return "calls: " + (keepsAll ? last : counts) + ", " + bytes + " bytes"
                + (phase == null ? "" : ", failed in " + phase + ": " + cause);
    }
}
