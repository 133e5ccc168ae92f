package dev.rivulet.sse.http3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Random;

/** A network between one client and a server on loopback: it can lose packets, and change the client's port as a NAT does. */
final class UdpRelay implements AutoCloseable {
    private static final int LARGEST = 65_536;

    private final DatagramSocket front;
    private final SocketAddress server;
    private final Random dice = new Random(7);
    private volatile DatagramSocket back;
    private volatile SocketAddress client;
    private volatile int lossPercent;

    UdpRelay(int serverPort) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        front = new DatagramSocket(0, loopback);
        server = new InetSocketAddress(loopback, serverPort);
        back = new DatagramSocket(0, loopback);
        start(() -> forward(front, true));
        DatagramSocket first = back;
        start(() -> forward(first, false));
    }

    int port() {
        return front.getLocalPort();
    }

    /** From now on so many packets of a hundred are lost, in each direction. */
    UdpRelay losing(int percent) {
        lossPercent = percent;
        return this;
    }

    /** The server sees the client at another port from now on, and what it sends to the old one is lost. */
    void changePort() throws IOException {
        DatagramSocket old = back;
        var next = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        back = next;
        old.close();
        start(() -> forward(next, false));
    }

    private void forward(DatagramSocket from, boolean toServer) {
        byte[] bytes = new byte[LARGEST];
        try {
            while (true) {
                var packet = new DatagramPacket(bytes, LARGEST);
                from.receive(packet);
                if (toServer) {
                    client = packet.getSocketAddress();
                }
                if (!isLost()) {
                    packet.setSocketAddress(toServer ? server : client);
                    (toServer ? back : front).send(packet);
                }
            }
        } catch (SocketException closed) {
            if (toServer && !front.isClosed()) {
                forward(from, true); // its way was just changed
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized boolean isLost() {
        return dice.nextInt(100) < lossPercent;
    }

    private static void start(Runnable task) {
        var thread = new Thread(task, "udp-relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        front.close();
        back.close();
    }
}
