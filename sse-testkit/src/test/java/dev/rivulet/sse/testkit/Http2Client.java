package dev.rivulet.sse.testkit;

import dev.rivulet.sse.testkit.http2.Frame;
import dev.rivulet.sse.testkit.http2.HpackDecoder;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLSocket;

/** A client to the frame, which sends what a test asks for, right or wrong. */
final class Http2Client implements AutoCloseable {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final SSLSocket socket;
    private final DataInputStream in;
    private final HpackDecoder decoder = new HpackDecoder(4096);

    /** Connected, and nothing sent. */
    Http2Client(ScriptedServer server, String... protocols) throws IOException {
        socket =
                (SSLSocket) Http2Rig.certificate().client().getSocketFactory().createSocket("localhost", server.port());
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(60_000);
        socket.startHandshake();
        in = new DataInputStream(socket.getInputStream());
    }

    /** With preface and settings exchanged; the settings are pairs of an id and a value. */
    static Http2Client greeted(ScriptedServer server, int... settings) throws IOException {
        var client = new Http2Client(server, "h2");
        client.send(PREFACE.getBytes(StandardCharsets.US_ASCII));
        client.settings(settings);
        client.expect(Frame.SETTINGS, 0, 0);
        client.expect(Frame.SETTINGS, Frame.ACK, 0);
        client.send(Frame.of(Frame.SETTINGS, Frame.ACK, 0));
        return client;
    }

    String protocol() {
        return socket.getApplicationProtocol();
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void send(Frame frame) throws IOException {
        send(frame.bytes());
    }

    void settings(int... settings) throws IOException {
        var payload = new StringBuilder();
        for (int i = 0; i < settings.length; i += 2) {
            payload.append(String.format("%04x%08x", settings[i], settings[i + 1]));
        }
        send(new Frame(Frame.SETTINGS, 0, 0, hex(payload.toString())));
    }

    /** GET / for localhost, to the static table's numbers. */
    void get(int stream) throws IOException {
        send(new Frame(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, stream, hex("828784")));
    }

    void data(int stream, int flags, String text) throws IOException {
        send(new Frame(Frame.DATA, flags, stream, text.getBytes(StandardCharsets.UTF_8)));
    }

    Frame next() throws IOException {
        int lengthAndType = in.readInt();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(lengthAndType >>> 8);
        return new Frame(lengthAndType & 0xFF, flags, stream, payload);
    }

    /** The next frame, which has to be that. */
    Frame expect(int type, int flags, int stream) throws IOException {
        Frame frame = next();
        if (frame.type() != type || frame.flags() != flags || frame.stream() != stream) {
            throw new AssertionError("instead of type " + type + ", flags " + flags + ", stream " + stream + ": "
                    + frame + ": " + HexFormat.of().formatHex(frame.payload()));
        }
        return frame;
    }

    /** Reads until there is some of this stream's body. Gives the length of all bodies' bytes that it read. */
    int readUntilData(int stream) throws IOException {
        int length = 0;
        Frame frame;
        do {
            frame = next();
            length += frame.type() == Frame.DATA ? frame.payload().length : 0;
        } while (frame.type() != Frame.DATA || frame.stream() != stream);
        return length;
    }

    /** The fields of the header block that comes next, in one frame. */
    Map<String, String> headers(int stream, int moreFlags) throws IOException {
        return fields(
                expect(Frame.HEADERS, Frame.END_HEADERS | moreFlags, stream).payload());
    }

    Map<String, String> fields(byte[] block) throws IOException {
        var fields = new LinkedHashMap<String, String>();
        decoder.decode(block).forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    String text(int stream, int flags) throws IOException {
        return new String(expect(Frame.DATA, flags, stream).payload(), StandardCharsets.UTF_8);
    }

    /** The code of the GOAWAY with which the server ends the connection, other frames before it. */
    int goAwayThenEnd() throws IOException {
        Frame frame = next();
        while (frame.type() != Frame.GOAWAY) {
            frame = next();
        }
        int code = frame.payload()[7];
        if (!isAtEnd()) {
            throw new AssertionError("after GOAWAY the connection continues");
        }
        return code;
    }

    boolean isAtEnd() throws IOException {
        try {
            return in.read() < 0;
        } catch (EOFException | javax.net.ssl.SSLException e) {
            return true; // without a close_notify
        }
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
