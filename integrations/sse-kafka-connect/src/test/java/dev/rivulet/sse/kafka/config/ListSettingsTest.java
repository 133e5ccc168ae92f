package dev.rivulet.sse.kafka.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.kafka.streams.StreamList;
import dev.rivulet.sse.kafka.streams.StreamSpec;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.ServerKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lists as a config asks for them, each with its first report. */
@Timeout(120)
class ListSettingsTest {
    @TempDir
    Path folder;

    @Test
    void streams_in_the_config_are_reported_at_once() throws Exception {
        assertThat(firstList(Settings.of(Configs.with()))).containsExactly("a", "b");
    }

    @Test
    void a_file_is_read() throws Exception {
        Path file = Files.writeString(folder.resolve("streams"), "c=http://h/3");

        assertThat(firstList(Settings.of(Configs.with("streams", "", "streams.file", file.toString()))))
                .containsExactly("c");
    }

    @Test
    void a_list_of_a_server_is_fetched_with_its_headers_and_the_streams_trust() throws Exception {
        String pem = ServerKey.localhost().pem();
        TlsSettings ofServer = TlsSettings.of(Validation.valid(Configs.with(
                "ssl.keystore.type",
                "PEM",
                "ssl.keystore.location",
                write("server.pem", pem).toString())));
        try (ScriptedServer server = ScriptedServer.start(ofServer.context())) {
            server.otherwise(Response.status(200).chunk("d=http://h/4").close());

            Settings settings = Settings.of(Configs.with(
                    "streams", "",
                    "streams.url", server.uri("/list").toString(),
                    "streams.url.headers", "X-Api-Key: k",
                    "headers", "X-Of-Streams: no",
                    "ssl.truststore.type", "PEM",
                    "ssl.truststore.location", write("trust.pem", pem).toString()));
            assertThat(firstList(settings)).containsExactly("d");
            assertThat(server.awaitRequest(1).headers().first("X-Api-Key")).isEqualTo("k");
            assertThat(server.awaitRequest(1).headers().first("X-Of-Streams")).isNull();
        }
    }

    @Test
    void a_list_goes_through_the_proxy() throws Exception {
        try (ScriptedServer proxy = ScriptedServer.start()) {
            proxy.otherwise(Response.status(200).chunk("e=http://h/5").close());

            Settings settings = Settings.of(Configs.with(
                    "streams", "",
                    "streams.url", "http://not-looked-up.invalid/list",
                    "proxy.host", "127.0.0.1",
                    "proxy.port", Integer.toString(proxy.port())));
            assertThat(firstList(settings)).containsExactly("e");
            assertThat(proxy.awaitRequest(1).target()).isEqualTo("http://not-looked-up.invalid/list");
        }
    }

    @Test
    void a_trust_store_that_is_missing_is_reported_with_its_key_before_anything_is_opened() {
        Settings settings = Settings.of(Configs.with(
                "streams", "", "streams.url", "https://h/list", "ssl.truststore.location", folder + "/none"));

        assertThatThrownBy(settings::streams)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ssl.truststore.location");
        assertThatThrownBy(settings::client)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ssl.truststore.location");
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<String> firstList(Settings settings) throws Exception {
        var first = new CompletableFuture<List<StreamSpec>>();
        try (StreamList list = settings.streams()) {
            list.start(new StreamList.Listener() {
                @Override
                public void streams(List<StreamSpec> all) {
                    first.complete(all);
                }

                @Override
                public void failed(String message) {
                    first.completeExceptionally(new AssertionError(message));
                }
            });
            return first.get(60, TimeUnit.SECONDS).stream()
                    .map(StreamSpec::name)
                    .toList();
        }
    }
}
