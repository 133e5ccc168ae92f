package dev.rivulet.sse.tests.kits;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/** A little backend that asks everything on its first connection, whatever has become of it. One exchange at a time. */
final class OneConnection extends PassingTransport {
    private Socket socket;
    private InputStream in;

    OneConnection(Transport notUsed) {
        super(notUsed);
    }

    @Override
    public Features features() {
        return Features.of("http/1.1");
    }

    @Override
    public Exchange open(TransportRequest request, Receiver to) {
        var credit = new Semaphore(0);
        var thread = new Thread(() -> run(request, to, credit));
        thread.setDaemon(true);
        thread.start();
        return new Exchange() {
            @Override
            public void read() {
                credit.release();
            }

            @Override
            public void cancel() {
                thread.interrupt();
            }
        };
    }

    @Override
    public void close() {
        inner.close();
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(TransportRequest request, Receiver to, Semaphore credit) {
        try {
            ask(request.uri());
            int length = -1;
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (line.startsWith("Content-Length: ")) {
                    length = Integer.parseInt(line.substring("Content-Length: ".length()));
                }
            }
            to.head(new ResponseHead(200, Headers.none(), "http/1.1"));
            credit.acquire();
            to.bytes(ByteBuffer.wrap(length < 0 ? chunks() : in.readNBytes(length)));
            to.end();
        } catch (IOException | InterruptedException e) {
            to.failed(Phase.BODY, e);
        }
    }

    private void ask(URI uri) throws IOException {
        if (socket == null) {
            socket = new Socket(uri.getHost(), uri.getPort());
            in = new BufferedInputStream(socket.getInputStream());
        }
        String head = "GET " + uri.getRawPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] chunks() throws IOException {
        var body = new StringBuilder();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.append(new String(in.readNBytes(size), StandardCharsets.ISO_8859_1))
                    .append(line());
        }
        line();
        return body.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
