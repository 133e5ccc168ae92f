package dev.rivulet.sse.bench.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.bench.Sink;
import dev.rivulet.sse.bench.Workload;
import dev.rivulet.sse.parser.EventStreamParser;
import dev.rivulet.sse.policy.Delivery;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(240)
class ReplayedClientTest {
    /** Counts, and keeps the first. */
    private static final class First implements Sink {
        private final List<String> first = new ArrayList<>();
        private long events;

        @Override
        public void event(String type, String data) {
            if (events++ == 0) {
                first.add(type + " " + data);
            }
        }

        @Override
        public void bytes(byte[] array, int offset, int length) {
            events++;
        }
    }

    @ParameterizedTest
    @EnumSource
    void each_way_brings_all_events_of_each_pass(Way way) {
        var sink = new First();
        try (var client = new ReplayedClient(ClientSetup.of("ticks", 8_192).way(way))) {
            client.run(sink);
            client.run(sink);
        }

        assertThat(sink.events).isEqualTo(2 * ReplayedClient.EVENTS);
        assertThat(sink.first).singleElement().asString().startsWith("tick ");
    }

    @ParameterizedTest
    @EnumSource
    void each_face_sees_all_events(Face face) {
        var sink = new First();
        try (var client = new ReplayedClient(ClientSetup.of("llm", 1).face(face))) {
            client.run(sink);
        }

        assertThat(sink.events).isEqualTo(ReplayedClient.EVENTS);
    }

    @ParameterizedTest
    @EnumSource
    void each_idea_brings_the_same_events_with_it_and_without_it(Idea idea) {
        for (boolean on : new boolean[] {true, false}) {
            var sink = new First();
            try (var client = new ReplayedClient(idea.setup(on, "ticks", 8_192))) {
                client.run(sink);
            }
            assertThat(sink.events).as("on: %s", on).isEqualTo(ReplayedClient.EVENTS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAPL 123.45 678", "{\"t\":12345,\"x\":1}"})
    void what_is_decoded_is_the_first_number(String data) {
        byte[] wire = ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
        List<Decoded> decoded = new ArrayList<>();
        try (var parser = new EventStreamParser(view -> decoded.add(Decoded.of(view)))) {
            parser.feed(wire, 0, wire.length);
        }

        assertThat(decoded).containsExactly(new Decoded(12_345, data.length()));
    }

    @Test
    void a_stream_that_is_repeated_gives_no_warning_of_repeated_ids() {
        Replay replay = Replay.of(Workload.of("ticks", 7).wire(), ReplayedClient.EVENTS, 8_192, 8);
        List<Failure> warnings = new ArrayList<>();
        try (SseClient client = SseClient.builder().transport(replay).build()) {
            client.subscribe(
                    SseRequest.get(URI.create("http://localhost/")).delivery(Delivery.inline()),
                    new SseSubscriber<SseEvent>() {
                        @Override
                        public void onEvent(SseEvent event) {
                            // of no interest here
                        }

                        @Override
                        public void onWarning(Failure warning) {
                            warnings.add(warning);
                        }
                    });
            replay.pass();
            replay.pass();
        }

        assertThat(warnings).isEmpty();
    }
}
