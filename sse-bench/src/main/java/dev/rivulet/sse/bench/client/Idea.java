package dev.rivulet.sse.bench.client;

import dev.rivulet.sse.policy.Dedup;
import dev.rivulet.sse.spi.BufferPool;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * An idea of ours that can be switched off, so that it shows what it gains. To add one, add a constant: what it is, what is
 * there without it, and how the client is set up with it and without it. One that the JVM's options switch overrides {@link
 * #jvmOptions}.
 */
enum Idea {
    POOLING("buffers from the shared pool", "a new array each time", on -> on, off -> off.pool(BufferPool.unpooled())),

    VIEW(
            "the data as bytes where they lie",
            "a String of each event's data",
            on -> on.face(Face.VIEW),
            off -> off.face(Face.STRING)),

    /** Costs: what it gains is that nothing comes twice. */
    DEDUP("duplicates are dropped", "Dedup.off()", on -> on, off -> off.dedup(Dedup.off())),

    BATCHING(
            "lists of 250 events",
            "event by event",
            on -> on.way(Way.BATCHES).fast(),
            off -> off.way(Way.DEFAULT).fast()),

    BURSTS(
            "a session is woken at the end of a burst",
            "each buffer ends its burst",
            on -> on.way(Way.DEFAULT).fast(),
            off -> off.way(Way.DEFAULT).bursts(1)),

    SIMD("text is searched with vectors", "eight bytes at a time", on -> on, off -> off) {
        @Override
        List<String> jvmOptions(boolean switchedOn) {
            return switchedOn ? List.of("--add-modules", "jdk.incubator.vector") : List.of();
        }
    },

    // What it costs to see a stream.

    METERS("meters in a registry of Micrometer", "no observer", on -> on.built(Watching::meters), off -> off),

    SPANS(
            "spans, metrics and the context of OpenTelemetry",
            "no observer",
            on -> on.built(Watching::spans),
            off -> off),

    RECORDER("the flight recorder", "none", on -> on.built(Watching::recorder), off -> off),

    JFR("Java Flight Recorder with its default settings", "none", on -> on.built(Watching::jfr), off -> off);

    /** Those that are to gain something. */
    static final List<Idea> GAINS = List.of(POOLING, VIEW, DEDUP, BATCHING, BURSTS, SIMD);

    private final String with;
    private final String without;
    private final UnaryOperator<ClientSetup> on;
    private final UnaryOperator<ClientSetup> off;

    Idea(String with, String without, UnaryOperator<ClientSetup> on, UnaryOperator<ClientSetup> off) {
        this.with = with;
        this.without = without;
        this.on = on;
        this.off = off;
    }

    ClientSetup setup(boolean switchedOn, String workload, int chunk) {
        return (switchedOn ? on : off).apply(ClientSetup.of(workload, chunk));
    }

    /** What its JVM needs beside the usual options. */
    List<String> jvmOptions(boolean switchedOn) {
        return List.of();
    }

    /** In words. */
    String description() {
        return this + ": " + with + ", or " + without;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
