package dev.rivulet.sse.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ssl.SSLSocket;

/**
 * The writing side of a connection. What writes says whether the response goes on: false once the connection was ended.
 */
final class Wire {
    private final Socket tcp;
    private final Socket socket; // the same, or TLS over it
    private final Linger untilOver;
    private final OutputStream out;
    private boolean chunked;
    private long budget = Long.MAX_VALUE; // of body bytes, then comes the cut
    private boolean resetAtCut;
    private boolean open = true;

    Wire(Socket tcp, Socket socket, Linger untilOver) throws IOException {
        this.tcp = tcp;
        this.socket = socket;
        this.untilOver = untilOver;
        this.out = socket.getOutputStream();
    }

    boolean isOpen() {
        return open;
    }

    /** Forgets what the response before has set. */
    void begin() {
        chunked = false;
        budget = Long.MAX_VALUE;
        resetAtCut = false;
    }

    boolean head(Head head) throws IOException {
        chunked = head.framing() == Head.Framing.CHUNKED;
        return raw(head.bytes());
    }

    boolean raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return true;
    }

    /** Writes bytes of the body, as one chunk where it is chunked, up to the cut. */
    boolean body(byte[] bytes) throws IOException {
        boolean cut = bytes.length >= budget;
        byte[] part = cut ? Arrays.copyOf(bytes, (int) budget) : bytes;
        budget -= part.length;
        if (chunked && bytes.length > 0) {
            raw(chunk(bytes.length, part, part.length == bytes.length));
        } else {
            raw(part);
        }
        return !cut || (resetAtCut ? reset() : fin());
    }

    boolean cutAfter(long bodyBytes, boolean reset) {
        budget = bodyBytes;
        resetAtCut = reset;
        return true;
    }

    /** Completes the body as its framing asks. */
    boolean complete(Head head) throws IOException {
        return switch (head.framing()) {
            case CHUNKED -> raw(head.lastChunk());
            case LENGTH -> true;
            case CLOSE -> close();
        };
    }

    /** The orderly end of a connection. */
    boolean close() throws IOException {
        if (socket instanceof SSLSocket tls) {
            tls.shutdownOutput();
        }
        return fin();
    }

    /** What comes from a killed process: a FIN, and over TLS no close_notify. */
    boolean fin() throws IOException {
        open = false;
        tcp.shutdownOutput();
        return false;
    }

    /** Writes nothing more, and waits until the client is gone. */
    boolean hang() throws IOException, InterruptedException {
        open = false;
        untilOver.await();
        return false;
    }

    boolean reset() throws IOException {
        open = false;
        tcp.setSoLinger(true, 0);
        tcp.close();
        return false;
    }

    private static byte[] chunk(int announced, byte[] part, boolean whole) {
        byte[] size = (Integer.toHexString(announced) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] chunk = Arrays.copyOf(size, size.length + part.length + (whole ? 2 : 0));
        System.arraycopy(part, 0, chunk, size.length, part.length);
        if (whole) {
            chunk[chunk.length - 2] = '\r';
            chunk[chunk.length - 1] = '\n';
        }
        return chunk;
    }

    /** Waits for the end of the connection. */
    @FunctionalInterface
    interface Linger {
        void await() throws IOException, InterruptedException;
    }
}
