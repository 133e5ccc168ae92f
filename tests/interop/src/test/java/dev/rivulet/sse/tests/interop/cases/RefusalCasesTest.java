package dev.rivulet.sse.tests.interop.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What went wrong in other clients with a server's explanation of its refusal. */
@OnEachTransport
class RefusalCasesTest {
    private static final String WHY = "{\"error\":{\"message\":\"no key\",\"n\":401}}";

    private final String transport;

    RefusalCasesTest(String transport) {
        this.transport = transport;
    }

    @ParameterizedTest
    @EnumSource
    void the_explanation_is_not_thrown_away_with_the_response(Wire wire) throws Exception {
        Response json = Response.status(401).header("Content-Type", "application/json");
        var begun = new Gate();
        Response inTwoParts =
                json.chunked().chunk(WHY.substring(0, 20)).await(begun).chunk(WHY.substring(20));
        try (var live = Live.inStillTime(wire, transport, json.chunk(WHY), inTwoParts)) {
            for (int i = 0; i < 2; i++) {
                Follower follower = live.follow(live.get());
                if (i == 1) {
                    begun.awaitReached();
                    begun.open();
                }
                Failure.Response refused =
                        follower.awaitFailed(Failure.HttpError.class).response();
                assertThat(refused.status()).isEqualTo(401);
                assertThat(refused.headers().first("Content-Type")).isEqualTo("application/json");
                assertThat(refused.body()).isEqualTo(WHY);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = "TLS", mode = EnumSource.Mode.EXCLUDE)
    void one_of_5_megabytes_is_cut_and_its_connection_or_stream_given_up(Wire wire) throws Exception {
        Response long5 = Response.status(500).repeat(320, "x".repeat(16_384));
        try (var live = Live.inStillTime(wire, transport, long5)) {
            Follower follower = live.follow(live.get().reconnect(Live.atOnce().maxAttempts(1)));
            assertThat(follower.awaitFailed(Failure.HttpError.class).response().body())
                    .hasSize(64 << 10);
            live.server.awaitReset(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "TLS", mode = EnumSource.Mode.EXCLUDE)
    void one_that_never_ends_hangs_no_session(Wire wire) throws Exception {
        Response endless = Response.status(404)
                .header("Content-Type", "application/json")
                .chunked()
                .chunk("{\"e\":1}");
        try (var live = Live.over(wire, transport, endless.hang())) {
            Follower follower = live.follow(live.get());
            assertThat(follower.awaitFailed(Failure.HttpError.class).response().body())
                    .isEqualTo("{\"e\":1}");
            live.server.awaitReset(1);
            assertThat(live.server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"401, data: secret", "500, event: error", "403, id: 7"})
    void one_that_looks_like_a_stream_is_not_parsed(int status, String line) throws Exception {
        String body = line + "\ndata: {}\n\n";
        Response refusal = Response.status(status).header("Content-Type", "text/event-stream");
        try (var live = Live.inStillTime(Wire.HTTP_1_1, transport, refusal.chunk(body))) {
            Follower follower = live.follow(live.get().reconnect(Live.atOnce().maxAttempts(1)));
            assertThat(follower.awaitFailed(Failure.HttpError.class).response().body())
                    .isEqualTo(body);
            assertThat(follower.data).isEmpty();
            assertThat(follower.session.lastEventId()).isEmpty();
        }
    }

    @Test
    void a_type_is_not_compared_as_a_whole_text_and_one_that_only_contains_it_is_named() throws Exception {
        Response right = Response.status(200).header("Content-Type", "Text/Event-Stream ; charset=\"utf-8\"");
        Response wrong = Response.status(200).header("Content-Type", "text/event-stream, application/json");
        try (var live = Live.on(transport, right.chunked().chunk("data: a\n\n").hang(), wrong.chunk("{}"))) {
            live.follow(live.get()).awaitData("a");
            assertThat(live.follow(live.get())
                            .awaitFailed(Failure.NotAnEventStream.class)
                            .contentType())
                    .isEqualTo("text/event-stream, application/json");
        }
    }
}
