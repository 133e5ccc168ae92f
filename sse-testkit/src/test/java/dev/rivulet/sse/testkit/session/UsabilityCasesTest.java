package dev.rivulet.sse.testkit.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What users of other clients stumbled over. */
class UsabilityCasesTest {
    private static final String TEN =
            IntStream.range(0, 10).mapToObj(i -> "data: " + i + "\n\n").collect(Collectors.joining());

    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void a_finite_stream_is_fetched_again_because_the_standard_says_so_and_the_state_says_why() {
        rig.subscribe();
        for (int round = 1; round <= 3; round++) {
            rig.open().send(TEN).end();
            assertThat(rig.retrying(Failure.StreamEnded.class).message()).contains("ended the stream");
            assertThat(rig.seen.events).hasSize(10 * round);
            rig.backOff();
        }
    }

    @Test
    void a_finite_stream_is_fetched_once_where_one_word_says_so() {
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.never()))
                .open()
                .send(TEN)
                .end();
        rig.ended(Reason.COMPLETE);
        assertThat(rig.seen.events).hasSize(10);
    }

    @Test
    void a_server_that_wants_the_cursor_in_the_query_gets_it_at_each_attempt_without_a_new_session() {
        rig.subscribe(request -> request.sendLastEventId(false)
                .customizer((original, attempt, id, failure) -> CompletableFuture.completedFuture(
                        id.isEmpty() ? original : original.uri(URI.create(Rig.STREAM + "?since_id=" + id)))));
        assertThat(rig.request().uri()).isEqualTo(Rig.STREAM);
        rig.open().send("id: 1\ndata: a\n\nid: 3\ndata: c\n\n").cut().backOff();
        assertThat(rig.request().uri()).hasQuery("since_id=3");
        rig.open().send("id: 4\ndata: d\n\n").end().backOff();
        assertThat(rig.request().uri()).hasQuery("since_id=4");
        assertThat(rig.sentId()).as("in one place only").isNull();
    }

    @Test
    void a_users_own_header_is_sent_instead_of_the_default_and_not_beside_it() {
        rig.subscribe(request -> request.header("accept", "application/json, text/event-stream")
                .header("CACHE-CONTROL", "no-store")
                .header("Accept-Encoding", "identity"));
        var headers = rig.request().headers();
        assertThat(headers.all("Accept")).containsExactly("application/json, text/event-stream");
        assertThat(headers.all("Cache-Control")).containsExactly("no-store");
        assertThat(headers.all("Accept-Encoding")).containsExactly("identity");
    }
}
