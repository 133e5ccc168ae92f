package dev.rivulet.sse.testkit;

import dev.rivulet.sse.testkit.http2.Frame;
import dev.rivulet.sse.testkit.http2.HpackDecoder;
import dev.rivulet.sse.testkit.http2.Http2Exception;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Puts requests together from the frames of their streams, and refuses some. For the connection's reader thread. */
final class Http2Requests {
    private static final int PROTOCOL_ERROR = 1;
    private static final int REFUSED_STREAM = 7;

    private final Http2Conversation conversation;
    private final int maxStreams;
    private final HpackDecoder decoder = new HpackDecoder(4096);
    private boolean clientKnowsMax;

    Http2Requests(Http2Conversation conversation, int maxStreams) {
        this.conversation = conversation;
        this.maxStreams = maxStreams;
    }

    /** The client has acknowledged how many streams there may be at a time. */
    void enforceMaxStreams() {
        clientKnowsMax = true;
    }

    /** @param stream of the frame; null where it was not taken */
    void data(Frame frame, @Nullable Http2Stream stream) throws IOException {
        byte[] content = frame.content();
        credit(0, frame);
        if (stream == null || !stream.isOpen()) {
            return;
        }
        if (stream.hasRequestEnded()) {
            throw Http2Exception.protocol("after the end of its stream a " + frame);
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

    /** @param frame the first of the block's */
    void headers(Frame frame, byte[] block) throws IOException {
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
            throw Http2Exception.protocol("headers in the midst of a stream, or after its end: " + frame);
        }
        complete(stream);
    }

    private void open(Frame frame, Http2Request request) throws IOException {
        int id = frame.stream();
        if (id % 2 == 0 || id <= conversation.streams().newest()) {
            throw Http2Exception.protocol("a client cannot open stream " + id);
        }
        if (!conversation.streams().opened(id)) {
            conversation.note("stream " + id + " was opened after GOAWAY");
            return;
        }
        boolean full = clientKnowsMax && conversation.streams().open() >= maxStreams;
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
}
