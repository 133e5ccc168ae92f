package dev.rivulet.sse.testkit;

import dev.rivulet.sse.testkit.http2.Frame;
import dev.rivulet.sse.testkit.http2.FrameReader;
import dev.rivulet.sse.testkit.http2.HpackDecoder;
import dev.rivulet.sse.testkit.http2.Http2Exception;
import dev.rivulet.sse.testkit.http2.Settings;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Does what the frames of a client ask for. For the connection's reader thread. */
final class Http2Inbox {
    private static final int PROTOCOL_ERROR = 1;
    private static final int REFUSED_STREAM = 7;

    private final Http2Conversation conversation;
    private final int maxStreams;
    private final HpackDecoder decoder = new HpackDecoder(4096);
    private boolean knowsMaxStreams; // the client, since it has acknowledged our settings

    Http2Inbox(Http2Conversation conversation, int maxStreams) {
        this.conversation = conversation;
        this.maxStreams = maxStreams;
    }

    void readAll(FrameReader reader) throws IOException {
        reader.preface();
        Frame frame = reader.next();
        if (frame != null && (frame.type() != Frame.SETTINGS || frame.has(Frame.ACK))) {
            throw Http2Exception.protocol("behind the preface comes a " + frame);
        }
        for (; frame != null; frame = reader.next()) {
            take(frame, reader);
        }
    }

    private void take(Frame frame, FrameReader reader) throws IOException {
        switch (frame.type()) {
            case Frame.DATA -> data(frame);
            case Frame.HEADERS -> headers(frame, reader.headerBlock(frame));
            case Frame.RST_STREAM -> reset(frame);
            case Frame.SETTINGS -> settings(frame);
            case Frame.PING -> ping(frame);
            case Frame.WINDOW_UPDATE -> windowUpdate(frame);
            case Frame.PUSH_PROMISE, Frame.CONTINUATION -> throw Http2Exception.protocol("out of place: " + frame);
            default -> {} // PRIORITY, GOAWAY, and what is unknown
        }
    }

    private void data(Frame frame) throws IOException {
        Http2Stream stream = known(frame);
        byte[] content = frame.content();
        credit(0, frame);
        if (stream == null || !stream.isOpen()) {
            return;
        }
        if (stream.hasRequestEnded()) {
            throw Http2Exception.protocol("behind the end of its stream a " + frame);
        }
        stream.body().writeBytes(content);
        if (frame.has(Frame.END_STREAM)) {
            complete(stream);
        } else {
            credit(frame.stream(), frame);
        }
    }

    private void credit(int stream, Frame data) throws IOException {
        if (data.payload().length > 0) {
            conversation.writer().write(Frame.of(Frame.WINDOW_UPDATE, 0, stream, data.payload().length));
        }
    }

    private void headers(Frame frame, byte[] block) throws IOException {
        var request = new Http2Request(decoder.decode(block));
        Http2Stream stream = conversation.streams().get(frame.stream());
        if (stream != null) {
            trailers(stream, frame);
        } else {
            open(frame, request);
        }
    }

    private void trailers(Http2Stream stream, Frame frame) throws IOException {
        if (!stream.isOpen()) {
            return;
        }
        if (stream.hasRequestEnded() || !frame.has(Frame.END_STREAM)) {
            throw Http2Exception.protocol("headers in the midst of a stream, or behind its end: " + frame);
        }
        complete(stream);
    }

    private void open(Frame frame, Http2Request request) throws IOException {
        int id = frame.stream();
        if (id % 2 == 0 || id <= conversation.streams().newest()) {
            throw Http2Exception.protocol("a client cannot open stream " + id);
        }
        if (!conversation.streams().opened(id)) {
            conversation.note("stream " + id + " was opened behind GOAWAY");
            return;
        }
        boolean full = knowsMaxStreams && conversation.streams().open() >= maxStreams;
        var stream = new Http2Stream(id, request);
        conversation.streams().add(stream);
        conversation.windows().open(id);
        if (full) {
            refuse(stream, REFUSED_STREAM, "is more than " + maxStreams + " at a time");
        } else if (request.fault() != null) {
            refuse(stream, PROTOCOL_ERROR, "is malformed: " + request.fault());
        } else if (frame.has(Frame.END_STREAM)) {
            complete(stream);
        }
    }

    private void complete(Http2Stream stream) throws IOException {
        if (!stream.request().mayHaveLength(stream.body().size())) {
            refuse(
                    stream,
                    PROTOCOL_ERROR,
                    "has another Content-Length than its " + stream.body().size() + " octets");
            return;
        }
        stream.endRequest();
        conversation.arrived(stream);
    }

    private void refuse(Http2Stream stream, int errorCode, String why) throws IOException {
        conversation.note("stream " + stream.id() + " " + why);
        conversation.resetStream(stream, errorCode);
    }

    private void reset(Frame frame) throws IOException {
        Http2Stream stream = known(frame);
        int errorCode = frame.word();
        if (stream != null) {
            stream.leave(errorCode);
            conversation.windows().close(stream.id());
            conversation.left();
        }
    }

    private void settings(Frame frame) throws IOException {
        var settings = new Settings(frame);
        if (frame.has(Frame.ACK)) {
            if (frame.payload().length > 0) {
                throw Http2Exception.frameSize("an acknowledgement with settings: " + frame);
            }
            knowsMaxStreams = true;
            return;
        }
        conversation.windows().obey(settings);
        conversation.writer().obey(settings);
        conversation.writer().write(Frame.of(Frame.SETTINGS, Frame.ACK, 0));
    }

    private void ping(Frame frame) throws IOException {
        if (frame.stream() != 0 || frame.payload().length != 8) {
            throw Http2Exception.frameSize("not a ping: " + frame);
        }
        if (!frame.has(Frame.ACK)) {
            conversation.writer().write(new Frame(Frame.PING, Frame.ACK, 0, frame.payload()));
        }
    }

    private void windowUpdate(Frame frame) throws IOException {
        int octets = frame.word() & Integer.MAX_VALUE;
        if (octets == 0) {
            throw Http2Exception.protocol("a window grows by nothing: " + frame);
        }
        if (frame.stream() != 0) {
            known(frame);
        }
        conversation.windows().add(frame.stream(), octets);
    }

    /** The stream of a frame; null where it was not taken. */
    private @Nullable Http2Stream known(Frame frame) throws Http2Exception {
        if (frame.stream() == 0 || frame.stream() > conversation.streams().newest()) {
            throw Http2Exception.protocol("on a stream that is not open a " + frame);
        }
        return conversation.streams().get(frame.stream());
    }
}
