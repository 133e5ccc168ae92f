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
    private static final URI URI_OF_NOBODY = URI.create("http://events.example.test:8080/prices?from=7");

    @TempDir
    Path folder;

    @Test
    void aStreamComesOverASocketFileAndTheHostIsTheUris() throws Exception {
        needsEpoll();
        try (var server = UnixServer.at(folder.resolve("events.sock"));
                var transport =
                        NettyTransport.builder().unixDomainSocket(server.path).build()) {
            Recording stream = Setup.get(transport, URI_OF_NOBODY);
            assertThat(stream.readBytes(Setup.EVENT_BYTES)).isEqualTo("data: a\n\n");
            assertThat(server.awaitHead(1))
                    .startsWith("GET /prices?from=7 HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nhost: events.example.test:8080\r\n");
        }
    }

    @Test
    void cancellingClosesTheConnection() throws Exception {
        needsEpoll();
        try (var server = UnixServer.at(folder.resolve("events.sock"));
                var transport =
                        NettyTransport.builder().unixDomainSocket(server.path).build()) {
            Recording stream = Setup.get(transport, URI_OF_NOBODY);
            stream.readBytes(Setup.EVENT_BYTES);
            stream.cancel();
            server.awaitDisconnect(1);
        }
    }

    @Test
    void noProxyIsAsked() throws Exception {
        needsEpoll();
        var nowhere = TunnelProxy.selector(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("no.example.test", 1));
        try (var server = UnixServer.at(folder.resolve("events.sock"));
                var transport = NettyTransport.builder()
                        .config(TransportConfig.defaults().proxySelector(nowhere))
                        .unixDomainSocket(server.path)
                        .build()) {
            assertThat(Setup.get(transport, URI_OF_NOBODY).readBytes(Setup.EVENT_BYTES))
                    .isEqualTo("data: a\n\n");
            assertThat(server.awaitHead(1)).startsWith("GET /prices");
        }
    }

    @Test
    void aMissingSocketFileFailsInConnect() throws Exception {
        needsEpoll();
        try (var transport = NettyTransport.builder()
                .unixDomainSocket(folder.resolve("missing.sock"))
                .build()) {
            assertThat(Setup.get(transport, URI_OF_NOBODY).awaitFailed(Phase.CONNECT))
                    .hasMessageContaining("missing.sock")
                    .hasRootCauseInstanceOf(FileNotFoundException.class);
        }
    }

    @Test
    void aFileThatNobodyListensOnFailsInConnect() throws Exception {
        needsEpoll();
        Path file = Files.createFile(folder.resolve("plain.file"));
        try (var transport = NettyTransport.builder().unixDomainSocket(file).build()) {
            assertThat(Setup.get(transport, URI_OF_NOBODY).awaitFailed(Phase.CONNECT))
                    .hasMessageContaining("plain.file")
                    .rootCause()
                    .hasMessageContaining("refused");
        }
    }

    @Test
    void nioIsRefused() {
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
    void loopsOfWhichNoUnixChannelIsKnownAreRefusedAndLeftOpen() {
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
