package dev.rivulet.sse.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What stands at the server's port: it takes connections, refuses them, or leaves them without an answer. */
final class Listener implements Door {
    /** Whether a second socket of ours can be bound to the port of the first. */
    private static final boolean SHARING = canShare();

    /** A thousand at once is a rule of the kit's; what a full queue drops comes again seconds later. */
    private static final int BACKLOG = 1_024;

    private final int port;
    private final List<Closeable> sockets = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private Listener(int port) {
        this.port = port;
    }

    /** Takes connections; port 0 finds a free one. */
    static Listener open(int port, Consumer<Socket> visitors) {
        ServerSocket socket = listen(port, BACKLOG);
        var door = new Listener(socket.getLocalPort());
        door.sockets.add(socket);
        door.threads.add(new Thread(() -> accept(socket, visitors), "scripted-server-" + door.port + "-accept"));
        door.threads.get(0).setDaemon(true);
        door.threads.get(0).start();
        return door;
    }

    /** A socket that is bound and does not listen keeps the port ours, and the system refuses for us. */
    static Listener refusing(int port) {
        var door = new Listener(port);
        door.sockets.add(bound(port));
        return door;
    }

    /** Keeps the port ours while one door takes another's place: else somebody's outgoing connection might get it. */
    static Listener keeping(int port) {
        return SHARING ? refusing(port) : new Listener(port);
    }

    private static boolean canShare() {
        try (var any = new Socket()) {
            return any.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket bound(int port) {
        try {
            var socket = new Socket();
            socket.setReuseAddress(true);
            if (SHARING) {
                socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills a short queue of connections that are not accepted; the system then drops what else comes. */
    static Listener ignoring(int port) {
        var door = new Listener(port);
        door.sockets.add(listen(port, 1));
        try {
            for (int i = 0; i < 16; i++) {
                var filler = new Socket();
                door.sockets.add(filler);
                filler.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            }
            throw new IllegalStateException("this system queues connections beyond the backlog");
        } catch (SocketTimeoutException full) {
            return door;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            for (Closeable socket : sockets) {
                socket.close();
            }
            for (Thread thread : threads) {
                thread.join(ScriptedServer.PATIENCE.toMillis());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ServerSocket listen(int port, int backlog) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            if (SHARING) {
                socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), backlog);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void accept(ServerSocket socket, Consumer<Socket> visitors) {
        try {
            while (true) {
                visitors.accept(socket.accept());
            }
        } catch (IOException closed) {
            // the door has been closed
        }
    }
}
