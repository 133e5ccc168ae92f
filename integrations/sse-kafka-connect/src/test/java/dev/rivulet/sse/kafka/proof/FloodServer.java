package dev.rivulet.sse.kafka.proof;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends the same events, numbered, to each connection, as fast as it can. In a process of its own. */
final class FloodServer {
    private static final int BACKLOG = 1_000;
    private static final int WRITE_BYTES = 64 * 1024;
    private static final String DATA = "{\"symbol\":\"RIVULET\",\"price\":101.25,\"text\":\"" + "x".repeat(120) + "\"}";
    private static final byte[] HEAD =
            ("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);

    private FloodServer() {}

    /** @param arguments how many events each connection gets */
    public static void main(String[] arguments) throws IOException {
        byte[] body = body(Integer.parseInt(arguments[0]));
        try (var listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
            System.out.println(listening.getLocalPort());
            while (true) {
                Socket socket = listening.accept();
                new Thread(null, () -> send(socket, body), "flood", 256 * 1024).start();
            }
        }
    }

    private static byte[] body(int events) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 1; i <= events; i++) {
            bytes.writeBytes(("id: " + i + "\ndata: " + DATA + "\n\n").getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void send(Socket socket, byte[] body) {
        try (socket) {
            skipRequest(socket);
            OutputStream out = socket.getOutputStream();
            out.write(HEAD);
            for (int at = 0; at < body.length; at += WRITE_BYTES) {
                out.write(body, at, Math.min(WRITE_BYTES, body.length - at));
            }
            while (socket.getInputStream().read() >= 0) {
                // until the client leaves
            }
        } catch (IOException gone) {
            // the client left
        }
    }

    private static void skipRequest(Socket socket) throws IOException {
        int end = 0; // the last four bytes
        while (end != 0x0d0a0d0a) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("no request");
            }
            end = end << 8 | next;
        }
    }
}
