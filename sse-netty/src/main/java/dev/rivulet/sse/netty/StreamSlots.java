package dev.rivulet.sse.netty;

/** How many streams a connection has and may have (RFC 9113, 5.1.2). Guarded by the lock of its origin. */
final class StreamSlots {
    private int taken;
    private int allowed = 1; // until the server says how many
    private boolean leaving;

    void allow(int streams) {
        allowed = streams;
    }

    boolean reserve() {
        boolean isFree = !leaving && taken < allowed;
        taken += isFree ? 1 : 0;
        return isFree;
    }

    /** How many there would be if so many were allowed. */
    int leftOf(int streams) {
        return streams - taken;
    }

    boolean isUnused() {
        return taken == 0;
    }

    /** Whether none is left. */
    boolean release() {
        taken--;
        return isUnused();
    }

    /** Stops giving out; returns whether none is taken. */
    boolean leave() {
        leaving = true;
        return isUnused();
    }

    boolean leaveIfUnused() {
        leaving |= isUnused();
        return isUnused();
    }

    boolean isLeaving() {
        return leaving;
    }
}
