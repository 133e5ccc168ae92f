package dev.rivulet.sse.http3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportUnavailableException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class BuilderTest {
    @Test
    void the_provider_is_found_by_its_name_below_all_that_speak_tcp() {
        assertThat(ServiceLoader.load(TransportProvider.class))
                .anySatisfy(each -> assertThat(each.name()).isEqualTo("http3"));
        assertThat(new Http3Provider().priority()).isLessThan(5);
    }

    @Test
    void a_client_whose_highest_version_is_http3_takes_the_transport_that_falls_back() {
        TransportConfig http3 = TransportConfig.defaults().httpVersion(HttpVersion.HTTP_3);
        try (var client = SseClient.builder().transportConfig(http3).build();
                var alone = SseClient.builder()
                        .transportConfig(http3)
                        .transport("http3")
                        .build();
                var lower = SseClient.create()) {
            assertThat(client.transport()).isEqualTo("altsvc");
            assertThat(alone.transport()).isEqualTo("http3");
            assertThat(lower.transport()).isEqualTo("netty");
        }
    }

    @Test
    void the_transport_that_falls_back_is_made_by_its_name_for_any_version() throws Exception {
        for (HttpVersion highest : HttpVersion.values()) {
            try (var transport =
                    new AltSvcProvider().create(TransportConfig.defaults().httpVersion(highest))) {
                assertThat(transport.features().protocols())
                        .contains("h3", "http/1.1")
                        .matches(all -> all.contains("h2") == (highest != HttpVersion.HTTP_1_1));
            }
        }
    }

    @Test
    void what_http3_cannot_do_the_transport_that_falls_back_refuses_too() {
        TransportConfig config =
                TransportConfig.defaults().httpVersion(HttpVersion.HTTP_3).sslContext(Opened.KEY.client());
        assertThatIllegalStateException()
                .isThrownBy(() -> SseClient.builder().transportConfig(config).build())
                .withMessageContainingAll("HTTP_3", "altsvc: ", "Http3TransportBuilder.trust");
    }

    @Test
    void a_context_for_tls_is_refused_with_the_option_that_replaces_it() {
        TransportConfig config = TransportConfig.defaults().sslContext(Opened.KEY.client());
        assertThatExceptionOfType(TransportUnavailableException.class)
                .isThrownBy(() -> Http3Transport.create(config))
                .withMessageContaining("Http3TransportBuilder.trust");
    }

    @Test
    void a_proxy_is_refused() {
        TransportConfig config =
                TransportConfig.defaults().proxySelector(ProxySelector.of(new InetSocketAddress("localhost", 9)));
        assertThatExceptionOfType(TransportUnavailableException.class)
                .isThrownBy(() -> Http3Transport.create(config))
                .withMessageContaining("TransportConfig.proxySelector");
    }

    @Test
    void what_must_be_positive_is_checked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Http3Transport.builder().threads(0))
                .withMessageContaining("threads");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Http3Transport.builder().keepIdle(Duration.ZERO))
                .withMessageContaining("keepIdle");
    }

    @Test
    void an_idle_time_out_of_any_length_is_taken() throws Exception {
        for (Duration time : new Duration[] {Duration.ZERO, Duration.ofNanos(1), Duration.ofSeconds(Long.MAX_VALUE)}) {
            Opened.transport().maxIdleTimeout(time).build().close();
        }
    }
}
