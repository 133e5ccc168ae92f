package dev.rivulet.sse.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.context.annotation.Bean;

/** Streams over TLS, with a bundle of Spring Boot. */
@Timeout(240)
class SslBundleTest {
    private static final SelfSigned KEY = SelfSigned.localhost();

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start(KEY.server());

    /** A bundle that trusts the server. */
    static class Trusting implements SslBundle {
        @Override
        public SslStoreBundle getStores() {
            return SslStoreBundle.NONE;
        }

        @Override
        public SslBundleKey getKey() {
            return SslBundleKey.NONE;
        }

        @Override
        public SslOptions getOptions() {
            return SslOptions.NONE;
        }

        @Override
        public String getProtocol() {
            return DEFAULT_PROTOCOL;
        }

        @Override
        public SslManagerBundle getManagers() {
            return SslManagerBundle.from(getStores(), getKey());
        }

        @Override
        public SSLContext createSslContext() {
            return KEY.client();
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application extends SseApplication {
        @Bean
        SslBundleRegistrar bundle() {
            return registry -> registry.registerBundle("feed", new Trusting());
        }
    }

    @Test
    void a_stream_trusts_what_its_bundle_trusts() throws Exception {
        server.otherwise(
                request -> Response.stream().chunk("data: {\"price\":7}\n\n").hang());
        try (var app = SseApplication.run(
                Application.class,
                "rivulet.streams.prices.url=" + server.uri("/prices"),
                "rivulet.streams.prices.ssl.bundle=feed")) {
            assertThat(app.getBean(SseApplication.Prices.class).take()).isEqualTo(7);
        }
    }
}
