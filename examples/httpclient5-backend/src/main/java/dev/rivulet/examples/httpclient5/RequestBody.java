package dev.rivulet.examples.httpclient5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;

/** A body with its length (request-2), which is sent once (open-3), and reports when all of it was (fail-7). */
final class RequestBody implements AsyncEntityProducer {
    private final ByteBuffer left;
    private final long length;
    private final Runnable whenSent;

    RequestBody(byte[] body, Runnable whenSent) {
        this.left = ByteBuffer.wrap(body);
        this.length = body.length;
        this.whenSent = whenSent;
    }

    @Override
    public int available() {
        return Math.max(left.remaining(), 1); // the end of an empty body has to be produced too
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        if (left.hasRemaining()) {
            channel.write(left);
        }
        if (!left.hasRemaining()) {
            whenSent.run();
            channel.endStream();
        }
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public boolean isChunked() {
        return false;
    }

    @Override
    public String getContentType() {
        return null; // it is among the request's headers
    }

    @Override
    public String getContentEncoding() {
        return null;
    }

    @Override
    public Set<String> getTrailerNames() {
        return Set.of();
    }

    @Override
    public void failed(Exception cause) {} // the response's consumer is called too

    @Override
    public void releaseResources() {}
}
