package dev.rivulet.sse.tests.interop.cases;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback whose connections the test plays itself, each on a thread of its own. */
final class RawServer implements AutoCloseable {
    /** What becomes of a connection; after it, the server waits until the client has closed. */
    interface Play {
        /** @param number of the connection, from 1 */
        void on(Socket client, int number) throws Exception;
    }

    private final ServerSocket door;
    private final Play play;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger over = new AtomicInteger();

    private RawServer(InetAddress address, Play play) throws IOException {
        this.play = play;
        this.door = new ServerSocket(0, 100, address);
        start(this::accept);
    }

    static RawServer start(Play play) throws IOException {
        return start(InetAddress.getLoopbackAddress(), play);
    }

    static RawServer start(InetAddress address, Play play) throws IOException {
        return new RawServer(address, play);
    }

    int port() {
        return door.getLocalPort();
    }

    /** The address of a path there, by this name of the machine. */
    URI uri(String schemeAndHost) {
        return URI.create(schemeAndHost + ":" + port() + "/events");
    }

    int connections() {
        return sockets.size();
    }

    void awaitConnections(int count) {
        Follower.await().until(() -> connections() >= count);
    }

    /** How many connections the client has not closed yet. */
    int openConnections() {
        return connections() - over.get();
    }

    /** Waits until the client has closed all of them. */
    void awaitNoConnections() {
        Follower.await().until(() -> openConnections() == 0);
    }

    /** A request's or a response's head, with the empty line after it. */
    static String readHead(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** A daemon that says what goes wrong, unless that is the end of a connection. */
    void start(Task task) {
        var thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException | InterruptedException closed) {
                        // the client, or the test, has closed it
                    } catch (Exception | AssertionError e) {
                        faults.add(e);
                    }
                },
                "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = door.accept();
            client.setTcpNoDelay(true);
            sockets.add(client);
            int number = sockets.size();
            start(() -> serve(client, number));
        }
    }

    private void serve(Socket client, int number) throws Exception {
        try {
            play.on(client, number);
            if (!client.isClosed()) {
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        } finally {
            over.incrementAndGet();
        }
    }

    /** @throws AssertionError if a play went wrong */
    @Override
    public void close() throws IOException {
        door.close();
        for (Socket each : sockets) {
            each.close();
        }
        if (!faults.isEmpty()) {
            throw new AssertionError("the server's play failed", faults.get(0));
        }
    }

    /** What runs on a thread of the server's. */
    interface Task {
        void run() throws Exception;
    }
}
