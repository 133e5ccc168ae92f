package dev.rivulet.sse.netty;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An address that answers no attempt to connect: its backlog is full, and Linux drops what a full one cannot take. */
final class SilentDoor implements AutoCloseable {
    static final String ADDRESS = "127.0.0.9";

    private static final Duration SILENCE = Duration.ofMillis(300);

    private final ServerSocket door;
    private final List<SocketChannel> waiting = new ArrayList<>();

    private SilentDoor(InetSocketAddress at) throws IOException {
        door = new ServerSocket(at.getPort(), 1, at.getAddress());
        while (isAnswered(at)) {
            assert waiting.size() < 100 : "it should be full";
        }
    }

    /** Skips the test where there is none. */
    static SilentDoor at(int port) throws IOException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "needs Linux");
        return new SilentDoor(new InetSocketAddress(InetAddress.getByName(ADDRESS), port));
    }

    private boolean isAnswered(InetSocketAddress at) throws IOException {
        SocketChannel next = SocketChannel.open();
        waiting.add(next);
        next.configureBlocking(false);
        if (!next.connect(at)) {
            Setup.passes(SILENCE);
        }
        return next.finishConnect();
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel each : waiting) {
            each.close();
        }
        door.close();
    }
}
