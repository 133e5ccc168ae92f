package dev.rivulet.sse.netty;

import dev.rivulet.sse.testkit.http2.Frame;
import dev.rivulet.sse.testkit.http2.FrameReader;
import dev.rivulet.sse.testkit.http2.FrameWriter;
import dev.rivulet.sse.testkit.http2.Settings;
import dev.rivulet.sse.tests.support.AcceptLoop;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** HTTP/2 over plain text, frame by frame, by a server that does what none should. Each connection has a thread. */
final class HostileServer implements AutoCloseable {
    /** Of one flood: what ends it is the client. */
    private static final long MOST = 64L << 20;

    private final ServerSocket door = new ServerSocket();
    private final AcceptLoop<Socket> loop;

    /** What becomes of a connection. */
    interface Play {
        void on(Peer peer) throws Exception;
    }

    private HostileServer(Play play) throws IOException {
        door.setReceiveBufferSize(4_096); // so that what is not read waits in the client
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        loop = AcceptLoop.of("hostile-server", door, socket -> serve(socket, play));
        loop.start();
    }

    static HostileServer start(Play play) {
        try {
            return new HostileServer(play);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort() + "/");
    }

    private static void serve(Socket socket, Play play) throws Exception {
        socket.setTcpNoDelay(true);
        play.on(new Peer(socket));
    }

    @Override
    public void close() {
        loop.close();
    }

    /** One connection's end at the server. */
    static final class Peer {
        private final Socket socket;
        private final FrameReader reader;
        private final FrameWriter writer;
        private final BlockingQueue<Frame> requests = new LinkedBlockingQueue<>();
        private final CountDownLatch pong = new CountDownLatch(1);
        private final CountDownLatch bodyEnd = new CountDownLatch(1);
        private int step;

        /** The error code of the client's GOAWAY. */
        final CompletableFuture<Integer> goAway = new CompletableFuture<>();

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.reader = new FrameReader(new BufferedInputStream(socket.getInputStream()));
            this.writer = new FrameWriter(socket.getOutputStream());
            reader.preface();
            write(Settings.maxConcurrentStreams(100));
        }

        /** Updates both windows for each so many bytes of a request's body. */
        Peer updatingWindowsBy(int bytes) {
            step = bytes;
            return this;
        }

        /** Reads on from now on, on another thread. */
        Peer reading() {
            AcceptLoop.daemon("hostile-peer", this::readAll);
            return this;
        }

        private void readAll() throws IOException {
            try {
                for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
                    take(frame);
                }
            } finally {
                goAway.complete(-1); // none came
            }
        }

        private void take(Frame frame) throws IOException {
            if (frame.type() == Frame.HEADERS) {
                requests.add(frame);
            } else if (frame.type() == Frame.SETTINGS && !frame.has(Frame.ACK)) {
                write(Frame.of(Frame.SETTINGS, Frame.ACK, 0));
            } else if (frame.type() == Frame.PING && frame.has(Frame.ACK)) {
                pong.countDown();
            } else if (frame.type() == Frame.DATA) {
                body(frame);
            } else if (frame.type() == Frame.GOAWAY) {
                byte[] payload = frame.payload();
                goAway.complete(payload[7] & 0xFF);
            }
        }

        private void body(Frame data) throws IOException {
            times(
                    data.payload().length / step,
                    Frame.of(Frame.WINDOW_UPDATE, 0, data.stream(), step),
                    Frame.of(Frame.WINDOW_UPDATE, 0, 0, step));
            if (data.has(Frame.END_STREAM)) {
                bodyEnd.countDown();
            }
        }

        /** Waits until the client has read all that was sent so far. */
        void ping() throws Exception {
            write(new Frame(Frame.PING, 0, 0, new byte[8]));
            if (!pong.await(60, TimeUnit.SECONDS)) {
                throw new IOException("no answer to PING");
            }
        }

        boolean awaitBody() throws InterruptedException {
            return bodyEnd.await(60, TimeUnit.SECONDS);
        }

        /** The next request's stream, for a peer that does the reading. */
        int request() throws Exception {
            return requests.poll(60, TimeUnit.SECONDS).stream();
        }

        /** The next request's stream, for one that does not. */
        int readRequest() throws IOException {
            while (requests.isEmpty()) {
                take(reader.next());
            }
            return requests.remove().stream();
        }

        /** An answer that has begun. */
        int open(int stream) throws IOException {
            headers(stream, false);
            data(stream, "data: a\n\n", 0);
            return stream;
        }

        void headers(int stream, boolean isLast, String... more) throws IOException {
            var fields = new ArrayList<>(
                    List.of(Map.entry(":status", "200"), Map.entry("content-type", "text/event-stream")));
            for (int i = 0; i < more.length; i += 2) {
                fields.add(Map.entry(more[i], more[i + 1]));
            }
            writer.headers(stream, fields, isLast);
        }

        void data(int stream, String text, int flags) throws IOException {
            write(new Frame(Frame.DATA, flags, stream, text.getBytes()));
        }

        void write(Frame frame) throws IOException {
            writer.write(frame);
        }

        /** The same frames until the client ends the connection. How many bytes that took. */
        long flood(Frame... frames) throws IOException {
            byte[] many = many(4_096 / frames.length, frames);
            long sent = 0;
            try {
                while (sent < MOST) {
                    writer.raw(many);
                    sent += many.length;
                }
                return sent;
            } catch (IOException closed) {
                return sent;
            }
        }

        void times(int count, Frame... frames) throws IOException {
            writer.raw(many(count, frames));
        }

        private static byte[] many(int count, Frame... frames) {
            var bytes = new ByteArrayOutputStream();
            for (int i = 0; i < count; i++) {
                for (Frame each : frames) {
                    bytes.writeBytes(each.bytes());
                }
            }
            return bytes.toByteArray();
        }
    }
}
