package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What HTTP/2's header compression may remember of a request (RFC 7541, 7.1.3). */
class SecretFieldsTest {
    private static final String VALUE = "0123456789abcdef0123456789abcdef";

    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    private final ControlFrameWriter writer = new ControlFrameWriter(new FrameBudget(() -> 0));
    private int stream = 1;

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void a_common_field_is_remembered_and_not_written_again() {
        Headers headers = SseRequest.get(URI.create("http://localhost/"))
                .header("X-Tenant", VALUE)
                .headers();
        bytesOf(headers);
        assertThat(bytesOf(headers)).isLessThan(VALUE.length() / 2);
    }

    @Test
    void a_secret_one_is_written_in_full_each_time() {
        Headers headers = SseRequest.get(URI.create("http://localhost/"))
                .secretHeader("X-Tenant", VALUE)
                .headers();
        bytesOf(headers);
        assertThat(bytesOf(headers)).isGreaterThan(VALUE.length() / 2);
    }

    private int bytesOf(Headers headers) {
        var request = new RequestHeaders(headers);
        headers.lines().forEach(line -> request.add(line.getKey().toLowerCase(java.util.Locale.ROOT), line.getValue()));
        ChannelHandlerContext context = channel.pipeline().firstContext();
        writer.writeHeaders(context, stream, request, 0, true, context.newPromise());
        stream += 2;
        channel.flushOutbound();
        int bytes = 0;
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            bytes += out.readableBytes();
            out.release();
        }
        return bytes;
    }
}
