package dev.rivulet.sse.testkit;

import dev.rivulet.sse.testkit.http2.Frame;
import dev.rivulet.sse.testkit.http2.FrameReader;
import dev.rivulet.sse.testkit.http2.Http2Exception;
import dev.rivulet.sse.testkit.http2.Settings;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Does what the frames of a client ask for. For the connection's reader thread. */
final class Http2Inbox {
    private final Http2Conversation conversation;
    private final Http2Requests requests;

    Http2Inbox(Http2Conversation conversation, int maxStreams) {
        this.conversation = conversation;
        this.requests = new Http2Requests(conversation, maxStreams);
    }

    void readAll(FrameReader reader) throws IOException {
        reader.preface();
        Frame frame = reader.next();
        if (frame != null && (frame.type() != Frame.SETTINGS || frame.has(Frame.ACK))) {
            throw Http2Exception.protocol("after the preface comes a " + frame);
        }
        for (; frame != null; frame = reader.next()) {
            take(frame, reader);
        }
    }

    private void take(Frame frame, FrameReader reader) throws IOException {
        switch (frame.type()) {
            case Frame.DATA -> requests.data(frame, known(frame));
            case Frame.HEADERS -> requests.headers(frame, reader.headerBlock(frame));
            case Frame.RST_STREAM -> reset(frame);
            case Frame.SETTINGS -> settings(frame);
            case Frame.PING -> ping(frame);
            case Frame.WINDOW_UPDATE -> windowUpdate(frame);
            case Frame.PUSH_PROMISE, Frame.CONTINUATION -> throw Http2Exception.protocol("out of place: " + frame);
            default -> {} // PRIORITY, GOAWAY, and what is unknown
        }
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
            requests.enforceMaxStreams();
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
