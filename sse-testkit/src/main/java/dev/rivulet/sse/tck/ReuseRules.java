package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules of {@code Receiver}: which connection is used again. */
abstract class ReuseRules extends Topic {
    ReuseRules(Subject subject) {
        super(subject);
    }

    @ParameterizedTest
    @EnumSource
    void reuse_1_many_requests_in_a_row_each_get_their_own_response(Lane lane) {
        TckFixture stage = stage(lane);
        for (int i = 0; i < 50; i++) {
            Response response = i % 2 == 0 ? Response.stream() : Response.status(200);
            stage.server.respond(response.chunk("body " + i));
            assertEquals("body " + i, stage.get().readAll().awaitEnd().body());
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"HTTP_2", "HTTP_3"},
            mode = EnumSource.Mode.EXCLUDE)
    void reuse_1_bytes_after_a_response_are_not_the_next_ones(Lane lane) {
        String poison = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison";
        TckFixture stage = stage(
                lane,
                Response.status(200)
                        .header("Content-Length", "1")
                        .send("a" + poison) // in one write: no client can know what comes later
                        .keepAlive());
        stage.server.otherwise(Response.status(200).chunk("b"));
        Recording first = stage.get().readAll().awaitEnd();
        assertEquals("a", first.body());
        first.assertSilent();
        Recording next = stage.get();
        next.readAll();
        if (next.count("end") == 1) { // or it failed, which is no theft
            assertEquals("b", next.body());
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"HTTP_2", "HTTP_3"},
            mode = EnumSource.Mode.EXCLUDE)
    void reuse_1_not_where_the_server_says_close(Lane lane) {
        TckFixture stage = stage(
                lane,
                Response.stream().header("Connection", "close").chunk("a").close(),
                Response.status(200).chunk("b"));
        assertEquals("a", stage.get().readAll().awaitEnd().body());
        assertEquals("b", stage.get().readAll().awaitEnd().body());
        assertEquals(2, stage.server.awaitRequest(2).connection());
    }

    @ParameterizedTest
    @EnumSource(
            names = {"HTTP_2", "HTTP_3"},
            mode = EnumSource.Mode.EXCLUDE)
    void reuse_1_not_after_a_cancelled_exchange(Lane lane) {
        TckFixture stage = stage(
                lane, Response.stream().chunk("last"), Response.status(200).chunk("b"));
        Recording recording = stage.recording();
        stage.get(recording.inside("bytes", recording::cancel)).read();
        stage.server.awaitReset(1);
        assertEquals("b", stage.get().readAll().awaitEnd().body());
        assertEquals(2, stage.server.awaitRequest(2).connection());
    }

    @ParameterizedTest
    @EnumSource(
            names = {"HTTP_2", "HTTP_3"},
            mode = EnumSource.Mode.EXCLUDE)
    void reuse_1_not_after_a_failed_one(Lane lane) {
        TckFixture stage = stage(
                lane,
                Response.stream().chunk("a").send("xyz\r\n").keepAlive(),
                Response.status(200).chunk("b"));
        stage.get().readAll().awaitFailed(Phase.BODY);
        assertEquals("b", stage.get().readAll().awaitEnd().body());
        assertEquals(2, stage.server.awaitRequest(2).connection());
    }

    @ParameterizedTest
    @EnumSource(
            names = {"HTTP_2", "HTTP_3"},
            mode = EnumSource.Mode.EXCLUDE)
    void reuse_1_not_while_a_body_is_unread(Lane lane) {
        TckFixture stage =
                stage(lane, Response.stream().chunk("a"), Response.status(200).chunk("b"));
        Recording unread = stage.get();
        unread.awaitHead();
        assertEquals("b", stage.get().readAll().awaitEnd().body());
        assertEquals(2, stage.server.awaitRequest(2).connection());
        assertEquals("a", unread.readAll().awaitEnd().body());
    }
}
