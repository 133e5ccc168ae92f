package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportUnavailableException;
import dev.rivulet.sse.tests.support.Recording;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.FileNotFoundException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class UnixDomainSocketTest {
    private static final URI ANY_URI = URI.create("http://events.example.test:8080/prices?from=7");

    @TempDir
    Path folder;

    @Test
    void a_stream_comes_over_a_socket_file_and_the_host_is_the_uris() throws Exception {
        needsEpoll();
        try (var server = UnixServer.at(folder.resolve("events.sock"));
                var transport =
                        NettyTransport.builder().unixDomainSocket(server.path).build()) {
            Recording stream = Setup.get(transport, ANY_URI);
            assertThat(stream.readBytes(Setup.EVENT_BYTES)).isEqualTo("data: a\n\n");
            assertThat(server.awaitHead(1))
                    .startsWith("GET /prices?from=7 HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nhost: events.example.test:8080\r\n");
        }
    }

    @Test
    void cancelling_closes_the_connection() throws Exception {
        needsEpoll();
        try (var server = UnixServer.at(folder.resolve("events.sock"));
                var transport =
                        NettyTransport.builder().unixDomainSocket(server.path).build()) {
            Recording stream = Setup.get(transport, ANY_URI);
            stream.readBytes(Setup.EVENT_BYTES);
            stream.cancel();
            server.awaitDisconnect(1);
        }
    }

    @Test
    void no_proxy_is_asked() throws Exception {
        needsEpoll();
        var nowhere = TunnelProxy.selector(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("no.example.test", 1));
        try (var server = UnixServer.at(folder.resolve("events.sock"));
                var transport = NettyTransport.builder()
                        .config(TransportConfig.defaults().proxySelector(nowhere))
                        .unixDomainSocket(server.path)
                        .build()) {
            assertThat(Setup.get(transport, ANY_URI).readBytes(Setup.EVENT_BYTES))
                    .isEqualTo("data: a\n\n");
            assertThat(server.awaitHead(1)).startsWith("GET /prices");
        }
    }

    @Test
    void a_missing_socket_file_fails_in_connect() throws Exception {
        needsEpoll();
        try (var transport = NettyTransport.builder()
                .unixDomainSocket(folder.resolve("missing.sock"))
                .build()) {
            assertThat(Setup.get(transport, ANY_URI).awaitFailed(Phase.CONNECT))
                    .hasMessageContaining("missing.sock")
                    .hasRootCauseInstanceOf(FileNotFoundException.class);
        }
    }

    @Test
    void a_file_without_a_listener_fails_in_connect() throws Exception {
        needsEpoll();
        Path file = Files.createFile(folder.resolve("plain.file"));
        try (var transport = NettyTransport.builder().unixDomainSocket(file).build()) {
            assertThat(Setup.get(transport, ANY_URI).awaitFailed(Phase.CONNECT))
                    .hasMessageContaining("plain.file")
                    .rootCause()
                    .hasMessageContaining("refused");
        }
    }

    @Test
    void nio_is_refused() {
        EventLoops own = OwnLoops.nio(1);
        assertThatThrownBy(() -> NettyTransport.builder()
                        .eventLoops(own)
                        .unixDomainSocket(folder.resolve("events.sock"))
                        .build())
                .isInstanceOf(TransportUnavailableException.class)
                .hasMessageContaining("Unix domain sockets")
                .hasMessageContaining("NIO");
        assertThat(own.group().isShuttingDown()).isTrue();
    }

    @Test
    void loops_of_which_no_unix_channel_is_known_are_refused_and_left_open() {
        needsEpoll();
        @SuppressWarnings("deprecation") // Netty 4.1's
        var group = new EpollEventLoopGroup(1);
        try {
            assertThatThrownBy(() -> NettyTransport.builder()
                            .eventLoops(group, EpollSocketChannel.class)
                            .unixDomainSocket(folder.resolve("events.sock"))
                            .build())
                    .isInstanceOf(TransportUnavailableException.class)
                    .hasMessageContaining("Unix domain sockets")
                    .hasMessageContaining("EpollSocketChannel");
            assertThat(group.isShuttingDown()).isFalse();
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private static void needsEpoll() {
        assumeTrue(Epoll.isAvailable(), "needs epoll");
    }
}
