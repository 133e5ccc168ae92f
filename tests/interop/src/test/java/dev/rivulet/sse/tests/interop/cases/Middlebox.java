package dev.rivulet.sse.tests.interop.cases;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;

/** Stands between a client and a server, and can forget the connections that it has, without a word to either side. */
final class Middlebox implements AutoCloseable {
    private final RawServer server;
    private final int originPort;
    private volatile int forgotten;

    private Middlebox(int originPort) throws IOException {
        this.originPort = originPort;
        this.server = RawServer.start(this::pass);
    }

    static Middlebox before(int port) throws IOException {
        return new Middlebox(port);
    }

    URI uri(String schemeAndHost) {
        return server.uri(schemeAndHost);
    }

    int connections() {
        return server.connections();
    }

    /** From now on nothing goes either way on the connections that there are; new ones are passed on. */
    void forget() {
        forgotten = server.connections();
    }

    private void pass(Socket client, int number) throws Exception {
        try (var origin = new Socket(InetAddress.getLoopbackAddress(), originPort)) {
            origin.setTcpNoDelay(true);
            server.start(() -> pump(origin, client, number));
            pump(client, origin, number);
        }
    }

    private void pump(Socket from, Socket to, int number) throws Exception {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[8192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (number > forgotten) {
                out.write(buffer, 0, read);
            } // else it reads and says nothing, until one side gives up
        }
        to.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
