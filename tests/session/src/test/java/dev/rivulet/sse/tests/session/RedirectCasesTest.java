package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What went wrong in other clients after a redirect. */
class RedirectCasesTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void no_header_gets_lost_on_the_way_within_an_origin(int status) {
        rig.subscribe(request -> request.lastEventId("9").header("X-Custom", "1"));
        var before = rig.request().headers().lines();
        rig.server().head(status, Rig.headers("Location", "/new")).end();
        assertThat(rig.request().headers().lines()).isEqualTo(before);
        assertThat(rig.server().header("Accept")).isEqualTo("text/event-stream");
        assertThat(rig.server().header("Cache-Control")).isEqualTo("no-cache");
        assertThat(rig.server().header("X-Custom")).isEqualTo("1");
        assertThat(rig.sentId()).isEqualTo("9");
    }

    @Test
    void another_origin_gets_what_asks_for_a_stream_but_not_the_id() {
        // An id is the first origin's business.
        rig.subscribe(request -> request.lastEventId("9"));
        rig.server()
                .head(301, Rig.headers("Location", "https://other.example/new"))
                .end();
        assertThat(rig.server().header("Accept")).isEqualTo("text/event-stream");
        assertThat(rig.server().header("Cache-Control")).isEqualTo("no-cache");
        assertThat(rig.sentId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_reconnection_begins_at_the_first_address_however_permanent_the_redirect(int status) {
        URI target = URI.create("https://news.example/new");
        rig.subscribe();
        for (int round = 0; round < 3; round++) {
            assertThat(rig.request().uri()).isEqualTo(Rig.STREAM);
            rig.server().head(status, Rig.headers("Location", "/new")).end();
            assertThat(rig.request().uri()).isEqualTo(target);
            rig.open().send("data: a\n\n").end().backOff();
        }
    }
}
