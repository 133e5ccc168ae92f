package dev.rivulet.sse.tests.interop.cuts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * A server of endless streams on loopback which resumes each of them after Last-Event-ID, and ends every response in one of
 * the {@link Fate}s. One thread serves all connections, so that hundreds of them cost little.
 */
final class CutServer implements AutoCloseable {
    /** What is done on the server's thread. */
    interface Task {
        void run() throws IOException;
    }

    private record Due(long nanos, CutConnection connection, Task task) {}

    private final long seed;
    private final Selector selector = Selector.open();
    private final ServerSocketChannel door = ServerSocketChannel.open();
    private final Queue<Due> dues = new PriorityQueue<>(Comparator.comparingLong(Due::nanos));
    private final Map<Integer, Integer> visits = new HashMap<>();
    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    private final Thread thread = new Thread(this::run, "cut-server");
    private int accepted;
    private long repeated;
    private volatile boolean stopping;
    private volatile Throwable fault;

    CutServer(long seed) throws IOException {
        this.seed = seed;
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        door.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
        thread.setDaemon(true);
        thread.start();
    }

    URI uri(int stream) {
        return URI.create("http://127.0.0.1:" + door.socket().getLocalPort() + "/streams/" + stream);
    }

    /** How many requests have met each fate. */
    synchronized Map<Fate, Integer> fates() {
        return new EnumMap<>(fates);
    }

    /** How many connections were accepted. */
    synchronized int accepted() {
        return accepted;
    }

    /** How many events the replays began before the Last-Event-ID that they were asked for; not all of them were sent. */
    synchronized long repeated() {
        return repeated;
    }

    /** How many connections the client has left open. */
    int open() {
        return selector.isOpen() ? selector.keys().size() - 1 : 0;
    }

    /** A stream asks. On the server's thread. */
    void visited(CutConnection connection, int stream, long lastEventId) throws IOException {
        var visit = new Visit(seed, stream, visits.merge(stream, 1, Integer::sum), lastEventId);
        synchronized (this) {
            fates.merge(visit.fate, 1, Integer::sum);
            repeated += visit.repeated;
        }
        new Play(this, connection, visit).begin();
    }

    /** Runs a task later, unless the connection has ended by then. On the server's thread. */
    void after(int millis, CutConnection connection, Task task) {
        dues.add(new Due(System.nanoTime() + millis * 1_000_000L, connection, task));
    }

    /** @throws AssertionError if the server itself has failed, or was asked for what is no stream */
    @Override
    public void close() throws Exception {
        stopping = true;
        selector.wakeup();
        thread.join();
        if (fault != null) {
            throw new AssertionError("the server failed", fault);
        }
    }

    private void run() {
        try {
            while (!stopping) {
                selector.select(key -> ready(key), millisToNext());
                runDue();
            }
        } catch (Throwable thrown) {
            fault = thrown;
        } finally {
            closeAll();
        }
    }

    private long millisToNext() {
        return dues.isEmpty() ? 1_000 : Math.max(1, (dues.peek().nanos() - System.nanoTime()) / 1_000_000);
    }

    private void runDue() {
        while (!dues.isEmpty() && dues.peek().nanos() <= System.nanoTime()) {
            Due due = dues.remove();
            if (due.connection().isOpen()) {
                guarded(due.connection(), due.task());
            }
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else {
                var connection = (CutConnection) key.attachment();
                guarded(connection, connection::ready);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the client has reset the connection, nothing is left to do there. */
    private static void guarded(CutConnection connection, Task task) {
        try {
            task.run();
        } catch (IOException reset) {
            connection.abandon();
        }
    }

    private void accept() throws IOException {
        for (SocketChannel channel = door.accept(); channel != null; channel = door.accept()) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            key.attach(new CutConnection(this, channel, key));
            synchronized (this) {
                accepted++;
            }
        }
    }

    private void closeAll() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            fault = e;
        }
    }
}
