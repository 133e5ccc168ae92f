package dev.rivulet.sse.bench;

import java.io.IOException;
import okhttp3.sse.internal.ServerSentEventReader;
import okio.Buffer;
import okio.Okio;
import okio.Source;
import okio.Timeout;

/** The reader of {@code okhttp-sse} over an okio source, as OkHttp gives it one: a chunk a read, into pooled segments. */
final class OkHttpSsePass implements Pass {
    private final Workload workload;

    OkHttpSsePass(Workload workload) {
        this.workload = workload;
    }

    @Override
    public void run(Sink sink) throws IOException {
        var reader = new ServerSentEventReader(Okio.buffer(new ChunkSource(workload)), new Callback(sink));
        while (reader.processNextEvent()) {
            // the callback does the work
        }
    }

    private record Callback(Sink sink) implements ServerSentEventReader.Callback {
        @Override
        public void onEvent(String id, String type, String data) {
            sink.event(type, data);
        }

        @Override
        public void onRetryChange(long millis) {
            // of no interest here
        }
    }

    private static final class ChunkSource implements Source {
        private final byte[] wire;
        private final int[] cuts;
        private int at;
        private int chunk;

        ChunkSource(Workload workload) {
            this.wire = workload.wire();
            this.cuts = workload.cuts();
        }

        @Override
        public long read(Buffer into, long most) {
            if (chunk == cuts.length) {
                return -1;
            }
            int count = (int) Math.min(most, cuts[chunk] - at);
            into.write(wire, at, count);
            at += count;
            if (at == cuts[chunk]) {
                chunk++;
            }
            return count;
        }

        @Override
        public Timeout timeout() {
            return Timeout.NONE;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
