package dev.rivulet.sse.recording;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Where the entries of a recording go. */
interface EntryOutput extends Closeable {
    /** Writes all of these bytes, or none that stay. */
    void append(byte[] entry) throws IOException;

    static EntryOutput of(OutputStream out) {
        return new EntryOutput() {
            @Override
            public void append(byte[] entry) throws IOException {
                out.write(entry);
                out.flush();
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }
}
