package dev.rivulet.sse.kafka.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Serves a {@link Series} on loopback, one thread a connection. Each connection is cut where the seed says: after an event
 * or in one, cleanly or not; and repeats the event of the Last-Event-ID or begins after it, as the seed says too.
 */
final class CuttingServer implements AutoCloseable {
    private static final int STACK_BYTES = 256 * 1024;
    private static final int BACKLOG = 1_000;

    final Series series;
    final AtomicLong sentBytes = new AtomicLong();
    final AtomicLong connections = new AtomicLong();
    final AtomicLong repeated = new AtomicLong();
    final AtomicLong cuts = new AtomicLong();
    final Map<String, Integer> refused = new ConcurrentHashMap<>();
    private final Map<String, List<String>> resumedAfter = new ConcurrentHashMap<>();
    private final long beganAt = System.nanoTime();
    private final ServerSocket listening;

    private CuttingServer(Series series) throws IOException {
        this.series = series;
        this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    }

    static CuttingServer start(Series series) throws IOException {
        var server = new CuttingServer(series);
        daemon(server::accept, "cutting server");
        return server;
    }

    /** Where one of its streams is. */
    String url(String stream) {
        return "http://127.0.0.1:" + listening.getLocalPort() + "/" + stream;
    }

    /** All its streams as the connector's option has them. */
    String streams() {
        return String.join(" ", series.names().stream().map(this::line).toList());
    }

    /** One of them. */
    String line(String stream) {
        return stream + "=" + url(stream);
    }

    /** Answers requests for a stream with this status from now on. */
    void refuse(String stream, int status) {
        refused.put(stream, status);
    }

    /** The Last-Event-IDs of the requests for a stream so far, in order; empty where there was none. */
    List<String> resumedAfter(String stream) {
        return List.copyOf(resumedAfter.getOrDefault(stream, List.of()));
    }

    long nanos() {
        return System.nanoTime() - beganAt;
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    @Override
    public String toString() {
        return connections + " connections, " + cuts + " cut, " + repeated + " events repeated, " + sentBytes
                + " bytes sent";
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                long number = connections.incrementAndGet();
                daemon(() -> serve(socket, number), "cutting server " + number);
            }
        } catch (SocketException closed) {
            // closed by the test
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket socket, long number) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var head = RequestHead.read(socket.getInputStream());
            String stream = head.path().substring(1);
            resumedAfter.compute(stream, (name, ids) -> plus(ids, head.lastEventId()));
            var random = new Random(series.seed() * 1_000_003 + Series.stream(stream) * 7_919L + number);
            new CutConnection(this, socket, random).answer(stream, head.lastEventId());
        } catch (IOException gone) {
            // the client went away; or it never asked
        }
    }

    private static List<String> plus(List<String> ids, String id) {
        List<String> more = ids == null ? new ArrayList<>() : new ArrayList<>(ids);
        more.add(id);
        return more;
    }

    private static void daemon(Runnable work, String name) {
        var thread = new Thread(null, work, name, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }
}
