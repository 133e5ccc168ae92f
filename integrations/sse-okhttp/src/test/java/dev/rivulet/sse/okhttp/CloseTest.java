package dev.rivulet.sse.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import dev.rivulet.sse.tests.support.Recording;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class CloseTest {
    @Test
    void the_service_loader_finds_it_below_the_others() throws Exception {
        TransportProvider provider = ServiceLoader.load(TransportProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(OkHttpProvider.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(provider.name()).isEqualTo("okhttp");
        assertThat(provider.priority()).isEqualTo(5);
        try (var transport = provider.create(TransportConfig.defaults())) {
            assertThat(transport.features().protocols()).containsExactlyInAnyOrder("http/1.1", "h2");
            assertThat(transport.features().overrunBytes()).isZero();
            assertThat(transport.features().has(Feature.OBS_TEXT)).isFalse();
        }
    }

    @Test
    void nothing_is_left_of_a_closed_transport() {
        try (var setup = Setup.plain()) {
            setup.server.otherwise(Response.stream().chunk("a").hang());
            List<Recording> streams = Stream.generate(setup::get).limit(20).toList();
            streams.forEach(stream -> stream.readBytes(1));
            setup.transport.close();
            setup.server.awaitNoConnections();
            await().atMost(Duration.ofSeconds(60)).until(CloseTest::threads, List::isEmpty);
            streams.forEach(stream -> assertThat(stream.calls()).doesNotContain("failed", "end"));
        }
    }

    @Test
    void a_connection_of_http2_that_is_kept_is_closed_too() {
        SelfSigned certificate = SelfSigned.localhost();
        try (var server = ScriptedServer.startHttp2(certificate.server());
                var transport =
                        OkHttpTransport.create(TransportConfig.defaults().sslContext(certificate.client()))) {
            server.respond(Response.status(204), Response.stream().chunk("a").hang());
            var setup = new Setup(server, transport);
            setup.get().awaitEnd();
            assertThat(server.openConnections()).isOne();
            setup.get().readBytes(1);
            transport.close();
            server.awaitNoConnections();
            assertThat(server.connections()).isOne();
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("rivulet-okhttp-"))
                .toList();
    }
}
