package dev.rivulet.sse.spring.boot.slice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.spring.SseStreams;
import dev.rivulet.sse.spring.boot.test.SseTest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Tests of listeners, as users write them. */
class SseTestTest {
    private static final String STREAMS = "rivulet.streams.prices.url=https://prices.example/";

    @Nested
    @SseTest(
            listeners = Prices.class,
            properties = {STREAMS, "rivulet.streams.prices.cursor=/nowhere/prices.id"})
    class OfOneListener {
        @Autowired
        ScriptedServer server;

        @Autowired
        SseStreams streams;

        @Autowired
        Prices prices;

        @Autowired
        ApplicationContext context;

        @RepeatedTest(2)
        void it_receives_what_the_script_says_and_each_test_begins_anew() throws Exception {
            assertThat(server.requests()).isEmpty();
            server.respond(
                    Response.stream().chunk("id: 1\ndata: {\"price\":7}\n\n").hang());
            streams.start();

            assertThat(prices.seen.poll(60, TimeUnit.SECONDS)).isEqualTo(7);
            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.target()).isEqualTo("/prices");
                assertThat(request.lastEventId()).isEmpty();
            });
        }

        @Test
        void nothing_else_of_the_application_is_there() {
            assertThat(streams.list()).hasSize(1);
            assertThat(context.getBeansOfType(News.class)).isEmpty();
            assertThat(context.getBeansOfType(Database.class)).isEmpty();
        }
    }

    @Nested
    @SseTest(properties = {STREAMS, "rivulet.streams.news.url=https://news.example/"})
    class OfAllListeners {
        @Autowired
        SseStreams streams;

        @Test
        void all_are_there_and_not_started() {
            assertThat(streams.list()).hasSize(3).noneMatch(stream -> stream.isRunning());
        }
    }
}
