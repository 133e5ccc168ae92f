package dev.rivulet.sse.testkit;

import dev.rivulet.sse.testkit.http2.Frame;
import dev.rivulet.sse.testkit.http2.FrameReader;
import dev.rivulet.sse.testkit.http2.FrameWriter;
import dev.rivulet.sse.testkit.http2.Http2Exception;
import dev.rivulet.sse.testkit.http2.SendWindows;
import dev.rivulet.sse.testkit.http2.Settings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** HTTP/2: many responses at a time, each on a thread of its own. */
final class Http2Conversation implements Conversation {
    private final ScriptedServer server;
    private final int number;
    private final Link link;
    private final FrameWriter writer;
    private final SendWindows windows = new SendWindows();
    private final Http2Streams streams = new Http2Streams();

    Http2Conversation(ScriptedServer server, int number, Link link) throws IOException {
        this.server = server;
        this.number = number;
        this.link = link;
        this.writer = new FrameWriter(link.socket().getOutputStream());
    }

    FrameWriter writer() {
        return writer;
    }

    SendWindows windows() {
        return windows;
    }

    Http2Streams streams() {
        return streams;
    }

    @Override
    public void open() throws IOException {
        writer.write(Settings.maxConcurrentStreams(server.maxConcurrentStreams()));
    }

    @Override
    public void read() throws IOException {
        InputStream in = new BufferedInputStream(link.socket().getInputStream());
        try {
            new Http2Inbox(this, server.maxConcurrentStreams()).readAll(new FrameReader(in));
        } catch (Http2Exception e) {
            note(e.getMessage());
            close(e.code());
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    @Override
    public void play() {}

    @Override
    public void over() {
        stopWriting();
        streams.over();
    }

    @Override
    public void abandon() {
        streams.abandon();
    }

    @Override
    public boolean join() throws InterruptedException {
        return streams.join();
    }

    /** A request is complete. On the reader's thread, so that requests have their responses in their order. */
    void arrived(Http2Stream stream) {
        byte[] body = stream.body().toByteArray();
        var request = stream.request().recorded(new ServerOrigin("h2", number, stream.id(), stream), body);
        Response scripted = server.admit(request);
        String name = "scripted-server-" + server.port() + "-" + number + "-stream-" + stream.id();
        var player = new Thread(() -> play(stream, request, scripted), name);
        player.setDaemon(true);
        streams.start(player);
    }

    void left() {
        server.changed();
    }

    void note(@Nullable String what) {
        server.note("connection " + number + ": " + what);
    }

    /** Ends a stream by an error. */
    void resetStream(Http2Stream stream, int errorCode) throws IOException {
        stream.end();
        windows.close(stream.id());
        writer.write(Frame.of(Frame.RST_STREAM, 0, stream.id(), errorCode));
    }

    /** From now on the client's newer streams are ignored. */
    void goAway(int lastStream, int errorCode) throws IOException {
        streams.takeUpTo(lastStream);
        writer.write(Frame.of(Frame.GOAWAY, 0, 0, lastStream, errorCode));
    }

    void close(int errorCode) throws IOException {
        goAway(streams.lastTaken(), errorCode);
        stopWriting();
        link.close();
    }

    void fin() throws IOException {
        stopWriting();
        link.fin();
    }

    void reset() throws IOException {
        stopWriting();
        link.reset();
    }

    private void stopWriting() {
        writer.end();
        windows.closeAll();
    }

    private void play(Http2Stream stream, RecordedRequest request, @Nullable Response scripted) {
        try {
            Response response = scripted != null ? scripted : server.responseBeyondScript(request);
            response.play(server.recording(request, new Http2Wire(this, stream)));
        } catch (IOException e) {
            note("stream " + stream.id() + ": " + e);
        } catch (IllegalStateException e) {
            note("stream " + stream.id() + ": " + e);
            throw e; // a script that cannot be played: reported by the thread's end as well
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server closes
        }
    }
}
