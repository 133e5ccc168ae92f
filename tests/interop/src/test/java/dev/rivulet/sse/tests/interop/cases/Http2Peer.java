package dev.rivulet.sse.tests.interop.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.sse.testkit.http2.Frame;
import dev.rivulet.sse.testkit.http2.FrameReader;
import dev.rivulet.sse.testkit.http2.FrameWriter;
import dev.rivulet.sse.testkit.http2.HpackDecoder;
import dev.rivulet.sse.testkit.http2.Settings;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocket;

/**
 * A server's end of an HTTP/2 connection, frame by frame, for what no server should do and no {@code ScriptedServer}
 * records. It acknowledges settings; all else is the test's. For one thread.
 */
final class Http2Peer {
    static final int NO_ERROR = 0; // these are of RFC 9113, 7
    static final int REFUSED_STREAM = 7;
    static final int CANCEL = 8;
    static final int ENHANCE_YOUR_CALM = 11;

    private final Socket tcp;
    private final FrameReader reader;
    private final FrameWriter writer;
    private final HpackDecoder decoder = new HpackDecoder(4096);

    private Http2Peer(Socket tcp, SSLSocket tls) throws IOException {
        this.tcp = tcp;
        this.reader = new FrameReader(new BufferedInputStream(tls.getInputStream()));
        this.writer = new FrameWriter(tls.getOutputStream());
    }

    /** Shakes hands, and says how many streams it takes at a time. */
    static Http2Peer accept(Socket tcp, int streams) throws IOException {
        var peer = new Http2Peer(tcp, TlsSockets.acceptHttp2(Wire.SERVER, tcp));
        peer.write(Settings.maxConcurrentStreams(streams));
        peer.reader.preface();
        return peer;
    }

    /** The next frame that is neither about settings nor about windows. */
    Frame next() throws IOException {
        while (true) {
            Frame frame = any();
            if (frame.type() != Frame.SETTINGS && frame.type() != Frame.WINDOW_UPDATE) {
                return frame;
            }
        }
    }

    /** The next frame of this kind and flag; what comes before it is lost. */
    Frame next(int type, int flag) throws IOException {
        while (true) {
            Frame frame = any();
            if (frame.type() == type && (flag == 0 || frame.has(flag))) {
                return frame;
            }
        }
    }

    private Frame any() throws IOException {
        Frame frame = reader.next();
        if (frame == null) {
            throw new EOFException();
        }
        if (frame.type() == Frame.SETTINGS && !frame.has(Frame.ACK)) {
            write(Frame.of(Frame.SETTINGS, Frame.ACK, 0));
        }
        return frame;
    }

    /** The stream of the next request; what comes before it is lost. */
    int nextRequest() throws IOException {
        Frame headers = next(Frame.HEADERS, 0);
        request(headers);
        return headers.stream();
    }

    /** The header lines of a request, which have to be asked for in the order of their frames. */
    Map<String, String> request(Frame headers) throws IOException {
        return decoder.decode(reader.headerBlock(headers)).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
    }

    void write(Frame frame) throws IOException {
        writer.write(frame);
    }

    /** The same frame so often, in one write. */
    void write(Frame frame, int times) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            bytes.writeBytes(frame.bytes());
        }
        writer.raw(bytes.toByteArray());
    }

    /** The head of an event stream. */
    void open(int stream) throws IOException {
        writer.headers(
                stream, List.of(Map.entry(":status", "200"), Map.entry("content-type", "text/event-stream")), false);
    }

    /** Past all windows: the test keeps within what every client takes. */
    void data(int stream, String text) throws IOException {
        write(new Frame(Frame.DATA, 0, stream, text.getBytes(UTF_8)));
    }

    void end(int stream) throws IOException {
        write(new Frame(Frame.DATA, Frame.END_STREAM, stream, new byte[0]));
    }

    void reset(int stream, int errorCode) throws IOException {
        write(Frame.of(Frame.RST_STREAM, 0, stream, errorCode));
    }

    void goAway(int lastStream, int errorCode) throws IOException {
        write(Frame.of(Frame.GOAWAY, 0, 0, lastStream, errorCode));
    }

    void ping(long number) throws IOException {
        write(Frame.of(Frame.PING, 0, 0, 0, (int) number));
    }

    /** The end of the connection, as of a killed process. */
    void fin() throws IOException {
        tcp.shutdownOutput();
    }
}
