package dev.rivulet.sse.iouring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.netty.NettyTransport;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(600)
@DisabledIfSystemProperty(
        named = "io.netty.iouring.recvMultiShotEnabled",
        matches = "false",
        disabledReason = "Netty does not receive with multishot in this run")
class UnixDomainSocketTest {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: a\n\n";

    @TempDir
    Path folder;

    static Stream<IoUringLoops> loops() {
        return Stream.of(
                new IoUringLoops(), new IoUringLoops().bufferRing(16, 4_096).multishot(true));
    }

    @ParameterizedTest
    @MethodSource("loops")
    void a_stream_comes_over_a_socket_file_and_closing_it_closes_the_connection(IoUringLoops loops) throws Exception {
        Path path = folder.resolve("events.sock");
        try (var door = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
                var transport = NettyTransport.builder()
                        .eventLoops(Opened.loops(loops))
                        .unixDomainSocket(path)
                        .build();
                var client = SseClient.builder().transport(transport).build()) {
            try (var stream = client.stream(SseRequest.get(URI.create("http://events.example.test/prices")))) {
                try (SocketChannel connection = door.accept()) {
                    ByteBuffer head = ByteBuffer.allocate(8_192);
                    connection.read(head);
                    assertThat(new String(head.array(), 0, head.position(), StandardCharsets.ISO_8859_1))
                            .startsWith("GET /prices HTTP/1.1\r\n");
                    connection.write(ByteBuffer.wrap(ANSWER.getBytes(StandardCharsets.ISO_8859_1)));
                    assertThat(stream.next().data()).isEqualTo("a");
                    stream.close();
                    assertThat(connection.read(head)).isEqualTo(-1);
                }
            }
        }
    }
}
