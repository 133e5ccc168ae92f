package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportUnavailableException;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is set on the sockets, as the channels themselves tell. */
@Timeout(600)
class OptionsTest {
    @Test
    void http_3_is_refused_with_what_speaks_it() {
        var config = TransportConfig.defaults().httpVersion(TransportConfig.HttpVersion.HTTP_3);
        assertThatThrownBy(() -> new NettyProvider().create(config))
                .isInstanceOf(TransportUnavailableException.class)
                .hasMessageContainingAll("httpVersion is HTTP_3", "dev.rivulet:sse-http3");
    }

    @Test
    void small_requests_go_at_once_and_silent_connections_are_probed_unless_said_otherwise() {
        connect(NettyTransport.builder(), OwnLoops.nio(1), channel -> {
            assertThat(channel.config().getOption(ChannelOption.TCP_NODELAY)).isTrue();
            assertThat(channel.config().getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
        });
        var off = NettyTransport.builder().tcpNoDelay(false).tcpKeepAlive(false);
        connect(off, OwnLoops.nio(1), channel -> {
            assertThat(channel.config().getOption(ChannelOption.TCP_NODELAY)).isFalse();
            assertThat(channel.config().getOption(ChannelOption.SO_KEEPALIVE)).isFalse();
        });
    }

    @Test
    void the_user_timeout_is_set_on_epoll() {
        needsEpoll();
        var builder = NettyTransport.builder().tcpUserTimeout(Duration.ofMillis(7_500));
        connect(
                builder,
                OwnLoops.epoll(1),
                channel -> assertThat(channel.config().getOption(EpollChannelOption.TCP_USER_TIMEOUT))
                        .isEqualTo(7_500));
    }

    @Test
    void the_user_timeout_is_taken_with_a_users_epoll_group() throws Exception {
        needsEpoll();
        @SuppressWarnings("deprecation") // Netty 4.1's
        var group = new EpollEventLoopGroup(1);
        try (var transport = NettyTransport.builder()
                .eventLoops(group, EpollSocketChannel.class)
                .tcpUserTimeout(Duration.ofSeconds(5))
                .build()) {
            assertThat(transport.toString()).contains("poll");
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    @Test
    void the_user_timeout_is_refused_on_nio_and_own_loops_are_not_left() {
        EventLoops own = OwnLoops.nio(1);
        assertThatThrownBy(() -> NettyTransport.builder()
                        .eventLoops(own)
                        .tcpUserTimeout(Duration.ofSeconds(5))
                        .build())
                .isInstanceOf(TransportUnavailableException.class)
                .hasMessageContaining("tcpUserTimeout")
                .hasMessageContaining("epoll")
                .hasMessageContaining("NIO");
        assertThat(own.group().isShuttingDown()).isTrue();
    }

    @Test
    void the_user_timeout_is_refused_on_a_users_nio_group_which_is_left_open() {
        @SuppressWarnings("deprecation") // Netty 4.1's
        var group = new NioEventLoopGroup(1);
        try {
            assertThatThrownBy(() -> NettyTransport.builder()
                            .eventLoops(group, NioSocketChannel.class)
                            .tcpUserTimeout(Duration.ofSeconds(5))
                            .build())
                    .isInstanceOf(TransportUnavailableException.class)
                    .hasMessageContaining("epoll")
                    .hasMessageContaining("Nio");
            assertThat(group.isShuttingDown()).isFalse();
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    @Test
    void any_other_option_is_set_too() {
        var builder = NettyTransport.builder()
                .option(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.IP_TOS, 8);
        connect(builder, OwnLoops.nio(1), channel -> {
            assertThat(channel.alloc()).isSameAs(UnpooledByteBufAllocator.DEFAULT);
            assertThat(channel.config().getOption(ChannelOption.IP_TOS)).isEqualTo(8);
        });
    }

    @Test
    void what_is_the_transports_own_is_refused() {
        assertThatThrownBy(() -> NettyTransport.builder().option(ChannelOption.AUTO_READ, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AUTO_READ");
        assertThatThrownBy(() -> NettyTransport.builder().option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CONNECT_TIMEOUT_MILLIS");
    }

    @Test
    void a_user_timeout_that_is_none_is_refused() {
        for (Duration none : new Duration[] {Duration.ZERO, Duration.ofMillis(-1)}) {
            assertThatThrownBy(() -> NettyTransport.builder().tcpUserTimeout(none))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tcpUserTimeout");
        }
    }

    /** Looks at the channel of a stream that is open. */
    private static void connect(NettyTransportBuilder builder, EventLoops on, Consumer<Channel> look) {
        var watch = new ChannelWatch(on.group());
        var watched = EventLoops.own(on.kind(), watch.group, on.tcp(), on.unix());
        try (var setup = Setup.plain(builder.eventLoops(watched), Setup.EVENT)) {
            setup.get().readBytes(Setup.EVENT_BYTES);
            assertThat(watch.channels).hasSize(1);
            look.accept(watch.channels.get(0));
        }
    }

    private static void needsEpoll() {
        assumeTrue(Epoll.isAvailable(), "needs epoll");
    }
}
