package dev.rivulet.sse.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** HTTP/1.1: one response after the other. */
final class Http1Conversation implements Conversation {
    private final ScriptedServer server;
    private final Link link;
    private final ServerOrigin origin;
    private final Wire wire;
    private final BlockingQueue<Optional<RecordedRequest>> requests = new LinkedBlockingQueue<>();

    Http1Conversation(ScriptedServer server, Link link, ServerOrigin origin, Http1Wire.Linger untilOver) {
        this.server = server;
        this.link = link;
        this.origin = origin;
        this.wire = new Http1Wire(link, untilOver);
    }

    @Override
    public void open() {}

    @Override
    public void read() throws IOException {
        var reading = new RequestReader(new BufferedInputStream(link.socket().getInputStream()), origin);
        for (RecordedRequest request = reading.next(); request != null; request = reading.next()) {
            server.record(request);
            requests.add(Optional.of(request));
        }
    }

    @Override
    public void play() throws IOException, InterruptedException {
        while (true) {
            Optional<RecordedRequest> request = requests.take();
            if (request.isEmpty() || !play(request.get())) {
                return;
            }
            if ("close".equalsIgnoreCase(request.get().headers().first("Connection"))) {
                wire.close();
                return;
            }
        }
    }

    private boolean play(RecordedRequest request) throws IOException, InterruptedException {
        return server.responseTo(request).play(server.recording(request, wire));
    }

    @Override
    public void over() {
        requests.add(Optional.empty());
    }

    @Override
    public void abandon() {}

    @Override
    public boolean join() {
        return true;
    }
}
