package dev.rivulet.sse.bench.client;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.policy.Dedup;
import dev.rivulet.sse.spi.BufferPool;
import java.util.function.UnaryOperator;

/**
 * How a client is set up, and how its bytes come.
 *
 * @param workload the name of a workload of many events
 * @param chunk bytes of a buffer; 1 for a buffer an event
 * @param buffersABurst how many buffers come for one credit
 * @param settings of the client, applied once
 */
record ClientSetup(
        String workload,
        int chunk,
        int buffersABurst,
        Way way,
        Face face,
        Dedup dedup,
        BufferPool pool,
        UnaryOperator<SseClient.Builder> settings) {
    /** As an application has it that sets nothing but inline delivery. An event a buffer comes alone, others by eight. */
    static ClientSetup of(String workload, int chunk) {
        return new ClientSetup(
                workload,
                chunk,
                chunk == 1 ? 1 : 8,
                Way.INLINE,
                Face.STRING,
                Dedup.defaults(),
                BufferPool.shared(),
                builder -> builder);
    }

    /** How many are handled before the same come again, more than are remembered against duplicates. */
    int events() {
        return workload.startsWith("lines") ? ReplayedClient.EVENTS / 4 : ReplayedClient.EVENTS;
    }

    /** As a fast stream comes: with many buffers for one credit. */
    ClientSetup fast() {
        return bursts(chunk == 1 ? 64 : 8);
    }

    ClientSetup bursts(int buffers) {
        return new ClientSetup(workload, chunk, buffers, way, face, dedup, pool, settings);
    }

    ClientSetup way(Way other) {
        return new ClientSetup(workload, chunk, buffersABurst, other, face, dedup, pool, settings);
    }

    ClientSetup face(Face other) {
        return new ClientSetup(workload, chunk, buffersABurst, way, other, dedup, pool, settings);
    }

    ClientSetup dedup(Dedup other) {
        return new ClientSetup(workload, chunk, buffersABurst, way, face, other, pool, settings);
    }

    ClientSetup pool(BufferPool other) {
        return new ClientSetup(workload, chunk, buffersABurst, way, face, dedup, other, settings);
    }

    ClientSetup built(UnaryOperator<SseClient.Builder> further) {
        return new ClientSetup(workload, chunk, buffersABurst, way, face, dedup, pool, further);
    }
}
