package dev.rivulet.sse.tests.interop.cuts;

/**
 * What a run is made of, by the system properties {@code rivulet.cut.transport}, {@code rivulet.cut.streams}, {@code
 * rivulet.cut.seconds} and {@code rivulet.cut.seed}.
 */
record Plan(String transport, int streams, int seconds, long seed) {
    static final String TRANSPORT = "rivulet.cut.transport";
    static final String STREAMS = "rivulet.cut.streams";
    static final String SECONDS = "rivulet.cut.seconds";
    static final String SEED = "rivulet.cut.seed";

    static Plan current() {
        return new Plan(
                System.getProperty(TRANSPORT, "netty"),
                Integer.getInteger(STREAMS, 50),
                Integer.getInteger(SECONDS, 3),
                Long.getLong(SEED, 1));
    }

    /** A few streams for a moment, so that what a JVM makes once is there before the run. */
    Plan warmUp() {
        return new Plan(transport, Math.min(8, streams), 1, seed);
    }
}
