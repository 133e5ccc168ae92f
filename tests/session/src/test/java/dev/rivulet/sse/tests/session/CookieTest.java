package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cookies, which are left out unless one line says otherwise. */
class CookieTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void the_cookie_by_which_a_load_balancer_pins_a_client_comes_back() {
        rig.subscribe(request -> request.cookies(new CookieManager()));
        assertThat(rig.server().header("Cookie")).isNull();
        stream("AWSALB=abc123; Path=/").send("id: 1\ndata: a\n\n").end().backOff();
        assertThat(rig.server().header("Cookie")).isEqualTo("AWSALB=abc123");
        assertThat(rig.sentId()).isEqualTo("1");
    }

    @Test
    void without_that_line_no_cookie_is_kept() {
        rig.subscribe();
        stream("AWSALB=abc123; Path=/").end().backOff();
        assertThat(rig.server().header("Cookie")).isNull();
    }

    @Test
    void a_cookie_that_a_redirect_or_a_refusal_sets_comes_back_too() {
        rig.subscribe(request -> request.cookies(new CookieManager()).header("Cookie", "mine=1"));
        rig.server()
                .head(302, Rig.headers("Location", "/there", "Set-Cookie", "a=1; Path=/", "set-cookie", "b=2; Path=/"))
                .end();
        assertThat(rig.request().headers().all("Cookie")).singleElement().isEqualTo("mine=1; a=1; b=2");
        rig.server().head(503, Rig.headers("Set-Cookie", "a=3; Path=/")).end();
        rig.backOff();
        assertThat(rig.server().header("Cookie")).isEqualTo("mine=1; b=2; a=3");
    }

    @Test
    void another_host_neither_gets_a_cookie_nor_sets_one_for_the_first() {
        rig.subscribe(request -> request.cookies(new CookieManager()));
        stream("a=1; Path=/").end().backOff();
        rig.server()
                .head(302, Rig.headers("Location", "https://other.example/s"))
                .end();
        assertThat(rig.request().uri()).isEqualTo(URI.create("https://other.example/s"));
        assertThat(rig.server().header("Cookie")).isNull();
        stream("b=2; Path=/; Domain=news.example").end().backOff();
        assertThat(rig.server().header("Cookie")).isEqualTo("a=1");
    }

    @Test
    void a_handler_that_throws_ends_the_session() {
        rig.subscribe(request -> request.cookies(new CookieHandler() {
            @Override
            public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) throws IOException {
                throw new IOException("no jar");
            }

            @Override
            public void put(URI uri, Map<String, List<String>> headers) {}
        }));
        assertThat(rig.failed(Failure.HandlerFailed.class).cause()).hasMessage("no jar");
    }

    private Rig stream(String cookie) {
        rig.server().head(200, Rig.headers("Content-Type", "text/event-stream", "Set-Cookie", cookie));
        return rig;
    }
}
