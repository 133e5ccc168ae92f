package dev.rivulet.sse.tck;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules that hold for every callback of every exchange, watched all the time. */
final class ProtocolChecker {
    private final int overrunAllowed;
    private final List<String> violations = new ArrayList<>();
    private @Nullable Thread inside;
    private boolean countsCredit = true;
    private boolean credit;
    private long overrun;
    private long overrunCalls;
    private boolean headCame;
    private boolean over;
    private long begun;

    ProtocolChecker(int overrunAllowed) {
        this.overrunAllowed = overrunAllowed;
    }

    synchronized void doNotCountCredit() {
        countsCredit = false;
    }

    /** Before the credit is passed on. */
    synchronized void granted() {
        credit = true;
        overrun = 0;
    }

    synchronized void bytes(int length) {
        if (!credit && countsCredit) {
            overrun += length;
            overrunCalls++;
            if (overrun > overrunAllowed) {
                broken("credit-1: " + overrun + " bytes without credit; declared: " + overrunAllowed);
            }
        }
    }

    synchronized long begun() {
        return begun;
    }

    /** Without those that came within the declared overrun. */
    synchronized long begunWithCredit() {
        return begun - overrunCalls;
    }

    /** A call of the exchange, which throws nothing, has thrown this. */
    synchronized void threw(String call, Throwable thrown) {
        broken(call + "() threw " + thrown);
    }

    synchronized void begins(String callback) {
        begun++;
        if (inside != null) {
            broken("thread-1: " + callback + " on " + Thread.currentThread() + " while inside another on " + inside);
        }
        inside = Thread.currentThread();
        if (over) {
            broken("order-1: " + callback + " after the end");
        }
        switch (callback) {
            case "head" -> {
                if (headCame) {
                    broken("head-1: a second head");
                }
                headCame = true;
            }
            case "failed" -> over = true;
            case "end" -> {
                needsHead(callback);
                over = true;
            }
            case "burstEnd" -> {
                needsHead(callback);
                if (!credit && countsCredit) {
                    broken("credit-2: a burst ended that was not granted");
                }
                credit = false;
            }
            default -> needsHead(callback);
        }
    }

    synchronized void ends() {
        inside = null;
    }

    synchronized boolean isInside() {
        return inside != null;
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    private void needsHead(String callback) {
        if (!headCame) {
            broken("order-1: " + callback + " before the head");
        }
    }

    private void broken(String rule) {
        violations.add(rule);
    }
}
