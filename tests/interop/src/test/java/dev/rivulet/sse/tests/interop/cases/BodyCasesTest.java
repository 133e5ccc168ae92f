package dev.rivulet.sse.tests.interop.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.testkit.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What went wrong in other clients with the body of a good response: one that is large, one that is coded wrongly. */
@OnEachTransport
class BodyCasesTest {
    private final String transport;

    BodyCasesTest(String transport) {
        this.transport = transport;
    }

    @ParameterizedTest
    @EnumSource
    void an_event_with_4_mebibytes_in_one_line_arrives_whole(Wire wire) {
        String result = "0123456789abcdef".repeat(4 << 16);
        Response response = Response.stream()
                .chunk("data: ")
                .chunk(result)
                .chunk("\n\ndata: next\n\n")
                .hang();
        try (var live = Live.over(wire, transport, response)) {
            Follower follower = live.follow(live.get());
            Follower.await().until(() -> follower.data.size() == 2);
            assertThat(follower.data.get(0).equals(result)).as("whole").isTrue();
            assertThat(follower.data.get(1)).isEqualTo("next");
            assertThat(follower.losses()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_greeting_written_past_the_compressor_is_damage_each_time_and_no_event(Wire wire) throws Exception {
        Response greeting = Response.stream()
                .header("Content-Encoding", "gzip")
                .chunk(": ready\n\n")
                .chunk(gzip("id: 1\ndata: a\n\n"));
        try (var live = Live.over(wire, transport, greeting, greeting, greeting)) {
            live.server.otherwise(Response.status(204));
            Follower follower = live.follow(live.get());
            assertThat(follower.awaitClosed().reason()).isEqualTo(SessionState.Closed.Reason.NO_CONTENT);
            assertThat(follower.losses()).hasSize(3).allMatch(Failure.CorruptEncoding.class::isInstance);
            assertThat(follower.data).isEmpty();
            assertThat(live.server.requests())
                    .hasSize(4)
                    .allMatch(each -> each.lastEventId().isEmpty());
        }
    }

    @Test
    void a_charset_in_the_place_of_a_coding_is_reported_with_the_headers_name() throws Exception {
        Response response =
                Response.stream().header("Content-Encoding", "utf-8").chunk("data: a\n\n");
        try (var live = Live.on(transport, response)) {
            Follower follower = live.follow(live.get());
            assertThat(follower.awaitFailed(Failure.UnsupportedEncoding.class).message())
                    .contains("Content-Encoding: utf-8");
            assertThat(follower.data).isEmpty();
            assertThat(live.server.requests()).hasSize(1);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }
}
