package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.RequestCustomizer;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.FakeTransport;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Settings of a client for all its requests. */
class DefaultsTest {
    private static final URI URI_OF_STREAM = URI.create("https://news.example/stream");

    private final FakeTransport transport = new FakeTransport();

    @Test
    void a_client_sets_what_a_request_does_not() {
        try (SseClient client = client(request -> request.header("X-Team", "prices"))) {
            client.subscribe(SseRequest.get(URI_OF_STREAM).delivery(Delivery.inline()), event -> {});
            assertThat(transport.last().header("X-Team")).isEqualTo("prices");
        }
    }

    @Test
    void what_a_request_sets_itself_goes_before_the_clients_settings_in_either_order() {
        try (SseClient client =
                client(request -> request.header("X-Team", "prices").header("X-Other", "o"))) {
            SseRequest own = SseRequest.get("https://news.example/stream").header("X-Team", "mine");
            client.subscribe(own.delivery(Delivery.inline()), event -> {});
            assertThat(transport.last().header("X-Team")).isEqualTo("mine");
            assertThat(transport.last().header("X-Other")).isEqualTo("o");
        }
    }

    @Test
    void a_type_that_a_request_accepts_is_added_to_those_of_the_client() {
        try (SseClient client = client(request -> request.accept("application/json"))) {
            client.subscribe(
                    SseRequest.get(URI_OF_STREAM).accept("text/plain").delivery(Delivery.inline()), event -> {});
            assertThat(transport.last().header("Accept")).isEqualTo("text/event-stream, application/json, text/plain");
        }
    }

    @Test
    void a_request_that_one_client_has_completed_does_not_take_its_settings_to_another() {
        var completed = new AtomicReference<SseRequest>();
        RequestCustomizer keeps = (original, attempt, lastEventId, lastFailure) -> {
            completed.set(original);
            return CompletableFuture.completedFuture(original);
        };
        try (SseClient one = client(request -> request.header("X-Team", "prices"));
                SseClient other = client(request -> request)) {
            SseRequest own = SseRequest.get(URI_OF_STREAM).delivery(Delivery.inline());
            one.subscribe(own.customizer(keeps), event -> {});
            assertThat(transport.last().header("X-Team")).isEqualTo("prices");
            other.subscribe(completed.get(), event -> {});
            assertThat(transport.opened()).isEqualTo(2);
            assertThat(transport.last().header("X-Team")).isNull();
        }
    }

    @Test
    void they_hold_for_streams_and_publishers_too() {
        try (SseClient client = client(request -> request.reconnect(ReconnectPolicy.never()))) {
            var stream = client.stream(SseRequest.get(URI_OF_STREAM));
            Awaitility.await().until(() -> transport.opened() == 1);
            transport.last().open().end();
            assertThat(stream.next()).isNull();
            assertThat(stream.session().state().toString()).contains("SERVER_ENDED");
        }
    }

    @Test
    void a_client_of_an_instance_and_a_name_is_refused() {
        SseClient.Builder both = SseClient.builder().transport(transport).transport("jdkhttp");
        assertThatThrownBy(both::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("jdkhttp");
    }

    @Test
    void a_null_is_named_where_it_is_passed() {
        assertThatThrownBy(() -> SseRequest.get(URI_OF_STREAM).timeouts(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("timeouts");
        assertThatThrownBy(() -> SseRequest.get(URI_OF_STREAM).header("X", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("value");
        assertThatThrownBy(() -> ReconnectPolicy.defaults().maxDelay(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("time");
        try (SseClient client = client(request -> request)) {
            assertThatThrownBy(() -> client.subscribe(null, event -> {}))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("request");
            assertThatThrownBy(() ->
                            client.stream(SseRequest.get(URI_OF_STREAM), (dev.rivulet.sse.EventDecoder<String>) null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("decoder");
        }
    }

    @Test
    void a_failure_has_a_code() {
        assertThat(Failure.class.getPermittedSubclasses()).isNotEmpty();
        assertThat(new Failure.StreamEnded().code()).isEqualTo("stream_ended");
    }

    private SseClient client(UnaryOperator<SseRequest> defaults) {
        return SseClient.builder().transport(transport).defaults(defaults).build();
    }

    @Test
    void defaults_that_are_not_derived_from_their_request_are_refused() {
        try (SseClient client = client(request -> SseRequest.post(URI.create("https://other.example/"), "{}"))) {
            assertThatThrownBy(() -> client.subscribe(SseRequest.get(URI_OF_STREAM), event -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("copy");
        }
    }

    @Test
    void defaults_send_no_request_elsewhere() {
        try (SseClient client = client(
                request -> request.uri(URI.create("https://other.example/")).method("PUT"))) {
            client.subscribe(SseRequest.get(URI_OF_STREAM).delivery(Delivery.inline()), event -> {});
            assertThat(transport.last().request().uri()).isEqualTo(URI_OF_STREAM);
            assertThat(transport.last().request().method()).isEqualTo("GET");
        }
    }
}
