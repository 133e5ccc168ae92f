package dev.rivulet.sse.bench.live;

/**
 * How the versions of HTTP are measured.
 *
 * @param drops how often a stream is lost
 */
record Http3Plan(long warmUpMillis, int rounds, long turnMillis, int drops) {
    static final Http3Plan FULL = new Http3Plan(8_000, 6, 1_000, 300);

    /** For a first look. */
    static final Http3Plan QUICK = new Http3Plan(2_000, 2, 500, 100);

    @Override
    public String toString() {
        return warmUpMillis + " ms of warm-up, " + rounds + " rounds, " + turnMillis + " ms a turn, " + drops
                + " losses of a stream"
                + (LiveProcess.isPinned() ? ", server and client one core each" : "");
    }
}
