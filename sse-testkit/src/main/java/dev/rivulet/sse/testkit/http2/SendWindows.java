package dev.rivulet.sse.testkit.http2;

import java.util.HashMap;
import java.util.Map;

/** How much the other side lets us send, on each stream and in all (RFC 9113, 5.2). For many threads. */
public final class SendWindows {
    private static final int DEFAULT = 65_535;

    private final Map<Integer, Long> streams = new HashMap<>();
    private int initial = DEFAULT;
    private long connection = DEFAULT;
    private boolean closed;

    public synchronized void open(int stream) {
        streams.put(stream, (long) initial);
    }

    /**
     * Waits until something may be sent on a stream, and takes it.
     *
     * @return how many octets, at most those wanted; 0 once the stream or the connection is closed
     */
    public synchronized int take(int stream, int wanted) throws InterruptedException {
        while (allowed(stream) <= 0) {
            if (closed || !streams.containsKey(stream)) {
                return 0;
            }
            wait();
        }
        if (closed) {
            return 0;
        }
        int taken = (int) Math.min(wanted, allowed(stream));
        streams.merge(stream, (long) -taken, Long::sum);
        connection -= taken;
        return taken;
    }

    /** The other side takes more; stream 0 is the connection. What comes for a closed stream is ignored. */
    public synchronized void add(int stream, int octets) throws Http2Exception {
        if (stream == 0) {
            connection = checked(connection + octets);
        } else if (streams.containsKey(stream)) {
            streams.put(stream, checked(streams.get(stream) + octets));
        }
        notifyAll();
    }

    /** A new initial window changes all that are open; they may become negative. */
    public synchronized void obey(Settings settings) throws Http2Exception {
        int before = initial;
        initial = settings.initialWindow(initial);
        for (Map.Entry<Integer, Long> stream : streams.entrySet()) {
            stream.setValue(checked(stream.getValue() + initial - before));
        }
        notifyAll();
    }

    public synchronized void close(int stream) {
        streams.remove(stream);
        notifyAll();
    }

    public synchronized void closeAll() {
        closed = true;
        notifyAll();
    }

    private long allowed(int stream) {
        return Math.min(connection, streams.getOrDefault(stream, 0L));
    }

    private static long checked(long window) throws Http2Exception {
        if (window > Integer.MAX_VALUE) {
            throw Http2Exception.flowControl("a window of " + window + " octets");
        }
        return window;
    }
}
