package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Recording;
import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A user's resolver, and what is done with what it finds. 127.0.0.2 and so on have no listener. */
@Timeout(600)
class NamesTest {
    private static final String NAME = "moving.example.test";

    @Test
    void it_is_asked_anew_for_each_connection() {
        Names names = Names.with(NAME, "127.0.0.1");
        try (var setup = Setup.plain(NettyTransport.builder().resolver(names))) {
            setup.server.otherwise(Response.stream()
                    .header("Connection", "close")
                    .chunk("data: a\n\n")
                    .close());
            for (int i = 1; i <= 3; i++) {
                assertThat(setup.get(at(setup, NAME)).readBody()).isEqualTo("data: a\n\n");
                assertThat(names.asked).hasSize(i).containsOnly(NAME);
            }
        }
    }

    @Test
    void a_host_that_moved_is_found_by_the_next_attempt() {
        Names names = Names.with(NAME, "127.0.0.2");
        try (var setup = Setup.plain(NettyTransport.builder().resolver(names), Setup.EVENT)) {
            setup.get(at(setup, NAME)).awaitFailed(Phase.CONNECT);
            names.and(NAME, "127.0.0.1");
            assertThat(setup.get(at(setup, NAME)).readBytes(Setup.EVENT_BYTES)).isEqualTo("data: a\n\n");
        }
    }

    @Test
    void addresses_are_tried_one_after_the_other() {
        Names names = Names.with(NAME, "127.0.0.2", "127.0.0.3", "127.0.0.1");
        try (var setup = Setup.plain(NettyTransport.builder().resolver(names), Setup.EVENT)) {
            assertThat(setup.get(at(setup, NAME)).readBytes(Setup.EVENT_BYTES)).isEqualTo("data: a\n\n");
            assertThat(names.asked).containsExactly(NAME);
        }
    }

    /** Its whole time to connect went to the first, at every attempt anew. */
    @Test
    void an_address_that_does_not_answer_is_not_waited_for() throws Exception {
        Names names = Names.with(NAME, SilentDoor.ADDRESS, "127.0.0.1");
        try (var setup = Setup.plain(NettyTransport.builder().resolver(names), Setup.EVENT);
                var silent = SilentDoor.at(setup.server.port())) {
            var recording = new Recording();
            Setup.get(setup.transport, at(setup, NAME), Duration.ofSeconds(50), recording);
            assertThat(recording.readBytes(Setup.EVENT_BYTES)).isEqualTo("data: a\n\n");
        }
    }

    @Test
    void a_cancel_ends_the_attempts_at_all_addresses() throws Exception {
        Names names = Names.with(NAME, SilentDoor.ADDRESS, SilentDoor.ADDRESS);
        EventLoops loops = OwnLoops.nio(1);
        var watch = new ChannelWatch(loops.group());
        try (var setup = Setup.plain(
                        NettyTransport.builder().resolver(names).eventLoops(watch.group, NioSocketChannel.class));
                var silent = SilentDoor.at(setup.server.port())) {
            Recording recording = setup.get(at(setup, NAME));
            await().until(() -> watch.channels.size() == 2);
            recording.cancel();
            Setup.settle(loops);
            assertThat(watch.channels).noneMatch(Channel::isOpen);
            assertThat(recording.calls()).isEmpty();
        } finally {
            loops.close();
        }
    }

    @Test
    void a_timeout_says_which_addresses_were_silent() throws Exception {
        Names names = Names.with(NAME, SilentDoor.ADDRESS, "127.0.0.2");
        try (var setup = Setup.plain(NettyTransport.builder().resolver(names));
                var silent = SilentDoor.at(setup.server.port())) {
            var recording = new Recording();
            Setup.get(setup.transport, at(setup, NAME), Duration.ofMillis(600), recording);
            assertThat(recording.awaitFailed(Phase.CONNECT))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining(SilentDoor.ADDRESS + ":" + setup.server.port() + " does not answer");
        }
    }

    @Test
    void where_all_refuse_it_fails_in_connect() {
        Names names = Names.with(NAME, "127.0.0.2", "127.0.0.3");
        try (var setup = Setup.plain(NettyTransport.builder().resolver(names))) {
            assertThat(setup.get(at(setup, NAME)).awaitFailed(Phase.CONNECT)).hasMessageContaining("refused");
            assertThat(setup.server.connections()).isZero();
        }
    }

    @Test
    void the_connect_timeout_is_for_all_addresses_together() {
        String[] thousand = Collections.nCopies(1_000, "127.0.0.1").toArray(new String[0]);
        Names names = Names.with(NAME, thousand);
        try (var setup = Setup.plain(NettyTransport.builder().resolver(names))) {
            setup.server.ignoreConnections();
            long start = System.nanoTime();
            var recording = new Recording();
            Setup.get(setup.transport, at(setup, NAME), Duration.ofMillis(300), recording);
            recording.awaitFailed(Phase.CONNECT);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(300), Duration.ofMinutes(1)); // each for itself would be 5
        }
    }

    @Test
    void a_name_that_it_does_not_know_fails_in_resolve() {
        try (var setup = Setup.plain(NettyTransport.builder().resolver(Names.with(NAME, "127.0.0.1")))) {
            assertThat(setup.get(at(setup, "other.example.test")).awaitFailed(Phase.RESOLVE))
                    .isInstanceOf(UnknownHostException.class);
        }
    }

    @Test
    void an_address_is_not_looked_up() {
        Names names = Names.with(NAME, "127.0.0.1");
        try (var setup = Setup.plain(NettyTransport.builder().resolver(names), Setup.EVENT)) {
            setup.get().readBytes(Setup.EVENT_BYTES);
            assertThat(names.asked).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Proxy.Type.class, names = "DIRECT", mode = EnumSource.Mode.EXCLUDE)
    void it_is_asked_for_a_proxys_name_and_not_for_the_origins(Proxy.Type type) {
        Names names = Names.with("proxy.example.test", "127.0.0.2", "127.0.0.1");
        try (var proxy = TunnelProxy.open(type);
                var server = TlsServer.start()) {
            var address = InetSocketAddress.createUnresolved("proxy.example.test", proxy.port());
            var config = TransportConfig.defaults()
                    .sslContext(Keys.ONE.trusting())
                    .proxySelector(TunnelProxy.selector(type, address));
            try (var transport =
                    Setup.built(NettyTransport.builder().config(config).resolver(names))) {
                assertThat(Setup.get(transport, server.uri(Keys.NAME)).readBody())
                        .isEqualTo("data: a\n\n");
                assertThat(names.asked).containsExactly("proxy.example.test");
            }
        }
    }

    @Test
    void a_proxys_name_that_is_not_known_fails_in_proxy() {
        var address = InetSocketAddress.createUnresolved("unknown.example.test", 3128);
        var config = TransportConfig.defaults().proxySelector(TunnelProxy.selector(Proxy.Type.HTTP, address));
        try (var server = ScriptedServer.start();
                var setup = new Setup(
                        server, NettyTransport.builder().config(config).resolver(Names.with(NAME, "127.0.0.1")))) {
            assertThat(setup.get(at(setup, NAME)).awaitFailed(Phase.PROXY)).isInstanceOf(UnknownHostException.class);
        }
    }

    @Test
    void nettys_own_resolver_serves_as_one() {
        try (var dns = DnsServer.start();
                var resolver = new DnsAddressResolverGroup(new DnsNameResolverBuilder()
                        .datagramChannelType(NioDatagramChannel.class)
                        .resolvedAddressTypes(ResolvedAddressTypes.IPV4_ONLY)
                        .queryTimeoutMillis(60_000)
                        .nameServerProvider(new SingletonDnsServerAddressStreamProvider(dns.address())));
                var setup = Setup.plain(
                        NettyTransport.builder().eventLoops(OwnLoops.nio(1)).resolver(resolver))) {
            setup.server.otherwise(Setup.EVENT);
            for (int i = 1; i <= 2; i++) {
                assertThat(setup.get(at(setup, NAME)).readBytes(Setup.EVENT_BYTES))
                        .isEqualTo("data: a\n\n");
                assertThat(dns.asked).hasSize(i).containsOnly(NAME + ".");
            }
        }
    }

    private static URI at(Setup setup, String name) {
        return URI.create("http://" + name + ":" + setup.server.port() + "/events");
    }
}
