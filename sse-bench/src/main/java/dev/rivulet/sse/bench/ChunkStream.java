package dev.rivulet.sse.bench;

import java.io.InputStream;

/** The workload as a socket gives it: no read goes beyond the chunk that has come. */
final class ChunkStream extends InputStream {
    private final byte[] wire;
    private final int[] cuts;
    private int at;
    private int chunk;

    ChunkStream(Workload workload) {
        this.wire = workload.wire();
        this.cuts = workload.cuts();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (chunk == cuts.length) {
            return -1;
        }
        int count = Math.min(length, cuts[chunk] - at);
        System.arraycopy(wire, at, into, offset, count);
        at += count;
        if (at == cuts[chunk]) {
            chunk++;
        }
        return count;
    }
}
