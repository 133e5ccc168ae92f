package dev.rivulet.sse.kafka.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.kafka.streams.StreamSpec;
import dev.rivulet.sse.policy.Dedup;
import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.policy.Limits.OversizedEvent;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final StreamSpec STREAM = new StreamSpec("a", URI.create("https://h/1"), null, Map.of());

    @Test
    void defaults_are_those_of_the_documentation() {
        Settings settings = Settings.of(Configs.with());

        assertThat(settings.connector()).isEqualTo("prices");
        assertThat(settings.inlineStreams()).extracting(StreamSpec::name).containsExactly("a", "b");
        assertThat(settings.records())
                .isEqualTo(
                        new RecordSettings("events", Key.STREAM, ValueFormat.STRING, MalformedJson.FAIL, false, null));
        assertThat(settings.queue()).isEqualTo(new QueueSettings(10_000, 32 << 20, 1_000));
        assertThat(settings.retry())
                .isEqualTo(new RetrySettings(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofSeconds(10)));
        assertThat(settings.idsRequired()).isFalse();
        assertThat(settings.statusTopic()).isNull();
        assertThat(settings.task()).isZero();
        assertThat(settings.tasks()).isEqualTo(1);
    }

    @Test
    void a_request_has_the_core_s_policies_where_nothing_else_is_set() {
        SseRequest request = Settings.of(Configs.with()).request(STREAM);

        assertThat(request.name()).isEqualTo("a");
        assertThat(request.uri()).isEqualTo(STREAM.uri());
        assertThat(request.timeouts()).isEqualTo(Timeouts.defaults());
        assertThat(request.reconnect()).isEqualTo(ReconnectPolicy.defaults());
        assertThat(request.dedup()).isEqualTo(Dedup.defaults());
        assertThat(request.limits()).isEqualTo(Limits.defaults().eventBytes(900_000));
        assertThat(request.eventTypes()).isEmpty();
        assertThat(request.headers().lines()).isEmpty();
    }

    @Test
    void a_request_has_what_is_set() {
        SseRequest request = Settings.of(Configs.with(
                        "connect.timeout.ms", "1",
                        "response.timeout.ms", "2",
                        "idle.timeout.ms", "3",
                        "event.idle.timeout.ms", "4",
                        "connection.max.age.ms", "5",
                        "reconnect.initial.delay.ms", "6",
                        "reconnect.max.delay.ms", "7",
                        "reconnect.server.delay.max.ms", "8",
                        "event.max.bytes", "9",
                        "event.oversized", "SKIP",
                        "event.types", "price, message",
                        "dedup", "id",
                        "dedup.remembered", "10",
                        "accept.encoding", "gzip"))
                .request(STREAM);

        assertThat(request.timeouts())
                .isEqualTo(Timeouts.defaults()
                        .connect(Duration.ofMillis(1))
                        .responseHead(Duration.ofMillis(2))
                        .idle(Duration.ofMillis(3))
                        .eventIdle(Duration.ofMillis(4))
                        .connectionAge(Duration.ofMillis(5)));
        assertThat(request.reconnect())
                .isEqualTo(ReconnectPolicy.defaults()
                        .initialDelay(Duration.ofMillis(6))
                        .maxDelay(Duration.ofMillis(7))
                        .maxServerDelay(Duration.ofMillis(8)));
        assertThat(request.limits()).isEqualTo(Limits.defaults().eventBytes(9).oversizedEvent(OversizedEvent.SKIP));
        assertThat(request.eventTypes()).containsExactlyInAnyOrder("price", "message");
        assertThat(request.dedup()).isEqualTo(Dedup.byId().remembered(10));
        assertThat(request.headers().first("Accept-Encoding")).isEqualTo("gzip");
    }

    @Test
    void headers_of_a_stream_take_precedence_over_secret_ones_and_those_over_the_others() {
        Settings settings = Settings.of(Configs.with(
                "headers", "X-A: 1\nX-B: 1\r\nX-C: 1", "headers.secret", "X-B: 2\nX-C: 2", "bearer.token", " t "));
        var own = new StreamSpec("a", STREAM.uri(), null, Map.of("x-c", "3"));

        SseRequest request = settings.request(own);
        assertThat(request.headers().first("X-A")).isEqualTo("1");
        assertThat(request.headers().first("X-B")).isEqualTo("2");
        assertThat(request.headers().first("X-C")).isEqualTo("3");
        assertThat(request.headers().first("Authorization")).isEqualTo("Bearer t");
        assertThat(request.isSecret("X-A")).isFalse();
        assertThat(request.isSecret("X-B")).isTrue();
        assertThat(request.isSecret("X-C")).isTrue();
        assertThat(settings.request(new StreamSpec("b", STREAM.uri(), null, Map.of("authorization", "Basic x")))
                        .headers()
                        .first("Authorization"))
                .isEqualTo("Basic x");
    }

    @Test
    void records_are_as_they_are_set() {
        Settings settings = Settings.of(Configs.with(
                "topic", "sse.${stream}.${type}",
                "record.key", "id",
                "value.format", "Json",
                "json.malformed", "string",
                "ids.required", "true",
                "status.topic", "states",
                "queue.events", "1",
                "queue.bytes", "900000",
                "poll.events", "3",
                "quarantine.retry.ms", "4",
                "quarantine.retry.max.ms", "5",
                "start.spread.ms", "0",
                "task.number", "1",
                "task.count", "3"));

        assertThat(settings.records())
                .isEqualTo(new RecordSettings(
                        "sse.${stream}.${type}", Key.ID, ValueFormat.JSON, MalformedJson.STRING, true, "states"));
        assertThat(settings.queue()).isEqualTo(new QueueSettings(1, 900_000, 3));
        assertThat(settings.retry())
                .isEqualTo(new RetrySettings(Duration.ofMillis(4), Duration.ofMillis(5), Duration.ZERO));
        assertThat(settings.ownership().task()).isEqualTo(1);
        assertThat(settings.tasks()).isEqualTo(3);
    }

    @Test
    void settings_and_all_their_parts_show_no_secret() {
        Map<String, String> config = Configs.with(
                "streams", "",
                "streams.url", "https://u:s3cret@h/list?key=s3cret",
                "streams.url.headers", "A: s3cret",
                "headers", "B: s3cret",
                "headers.secret", "C: s3cret",
                "bearer.token", "s3cret",
                "proxy.host", "p",
                "proxy.user", "u",
                "proxy.password", "s3cret",
                "ssl.keystore.location", "/k",
                "ssl.keystore.password", "s3cret",
                "ssl.key.password", "s3cret");
        Values values = Validation.valid(config);

        assertThat(Settings.of(config).toString()).contains("https://h/list?…").doesNotContain("s3cret");
        assertThat(TlsSettings.of(values).toString()).doesNotContain("s3cret");
        assertThat(ProxySettings.of(values).toString()).doesNotContain("s3cret");
        assertThat(ConnectionSettings.of(values).toString()).doesNotContain("s3cret");
        assertThat(ListSettings.of(values, config).toString()).doesNotContain("s3cret");
        assertThat(values.toString()).doesNotContain("bearer.token,s3cret");
    }

    @Test
    void one_proxy_is_used_for_all_and_looked_up_by_the_transport() {
        ProxySettings proxy = ProxySettings.of(Validation.valid(
                Configs.with("proxy.host", "p", "proxy.port", "3128", "proxy.user", "u", "proxy.password", "w")));

        assertThat(proxy.selector().select(STREAM.uri())).hasToString("[HTTP @ p/<unresolved>:3128]");
        assertThat(proxy.credentials().getUserName()).isEqualTo("u");
        assertThat(proxy.credentials().getPassword()).containsExactly('w');
        assertThat(ProxySettings.of(Validation.valid(Configs.with())).selector())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdkhttp"})
    void a_client_has_the_transport_that_is_set(String transport) {
        try (SseClient client =
                Settings.of(Configs.with("transport", transport)).client().build()) {
            assertThat(client.transport()).isEqualTo(transport);
        }
    }

    @Test
    void the_settings_of_the_list_s_consumer_have_kafka_s_names() {
        Map<String, String> config = Configs.with(
                "streams", "",
                "streams.topic", "list",
                "streams.consumer.bootstrap.servers", "b:9092",
                "streams.consumer.security.protocol", "SSL");

        assertThat(ListSettings.of(Validation.valid(config), config).consumer())
                .isEqualTo(Map.of("bootstrap.servers", "b:9092", "security.protocol", "SSL"));
    }
}
