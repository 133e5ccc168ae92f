package dev.rivulet.sse.tests.support;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The connections of a server: accepts them, serves each on a thread of its own, and closes them all. An I/O error only
 * ends the thread: the other side, or the test, has closed the connection.
 */
public final class AcceptLoop<C extends Closeable> implements AutoCloseable {
    /** What becomes of a connection. */
    public interface Serving<C> {
        void serve(C connection) throws Exception;
    }

    /** What runs on a thread of the server's. */
    public interface Task {
        void run() throws Exception;
    }

    private interface Door<C> {
        C accept() throws IOException;
    }

    private final String name;
    private final Closeable listening;
    private final Door<C> door;
    private final Serving<C> serving;
    private final List<Closeable> open = new CopyOnWriteArrayList<>();

    private AcceptLoop(String name, Closeable listening, Door<C> door, Serving<C> serving) {
        this.name = name;
        this.listening = listening;
        this.door = door;
        this.serving = serving;
    }

    /** One that accepts nothing yet, of the threads' name. */
    public static AcceptLoop<Socket> of(String name, ServerSocket door, Serving<Socket> serving) {
        return new AcceptLoop<>(name, door, door::accept, serving);
    }

    /** One that accepts nothing yet, of the threads' name. */
    public static AcceptLoop<SocketChannel> of(String name, ServerSocketChannel door, Serving<SocketChannel> serving) {
        return new AcceptLoop<>(name, door, door::accept, serving);
    }

    /** A free port on loopback. */
    public static ServerSocket loopback() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins to accept. */
    public void start() {
        run(this::accept);
    }

    private void accept() throws IOException {
        while (true) {
            C connection = door.accept();
            open.add(connection);
            run(() -> serving.serve(connection));
        }
    }

    /** Closes this too when it closes. */
    public <T extends Closeable> T closing(T connection) {
        open.add(connection);
        return connection;
    }

    /** Runs it on a thread of the server's name. */
    public void run(Task task) {
        daemon(name, task);
    }

    /** Runs it on a daemon thread of this name. */
    public static void daemon(String name, Task task) {
        var thread = new Thread(() -> quietly(task), name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void quietly(Task task) {
        try {
            task.run();
        } catch (IOException | InterruptedException closed) {
            // the client, the origin, or the test
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Makes a tunnel of two connections: what comes from the client, of which some may have been read, and to it. */
    public void tunnel(InputStream fromClient, Socket client, Socket origin) throws IOException {
        closing(origin);
        run(() -> pass(origin.getInputStream(), client));
        pass(fromClient, origin);
    }

    /** Until the one side ends, which ends the other. */
    private static void pass(InputStream from, Socket to) throws IOException {
        try (to) {
            from.transferTo(to.getOutputStream());
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Closeable each : open) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
