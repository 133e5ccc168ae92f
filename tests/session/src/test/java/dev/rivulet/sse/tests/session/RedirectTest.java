package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Limits;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects. */
class RedirectTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_get_is_followed_as_a_get_and_the_state_has_the_final_uri(int status) {
        rig.subscribe();
        redirect(status, "https://news.example/there");
        assertThat(rig.request().method()).isEqualTo("GET");
        assertThat(rig.request().uri()).isEqualTo(URI.create("https://news.example/there"));

        rig.open().send("data: a\n\n");

        assertThat(rig.opened().uri()).isEqualTo(URI.create("https://news.example/there"));
        assertThat(rig.data()).containsExactly("a");
        assertThat(rig.seen.states).doesNotHaveAnyElementsOfTypes(SessionState.BackingOff.class);
    }

    @ParameterizedTest
    @CsvSource({"301, GET", "302, GET", "303, GET", "307, POST", "308, POST"})
    void a_post_keeps_its_method_and_body_only_where_the_status_says_so(int status, String method) {
        rig.subscribe(Rig.post());
        redirect(status, "/there");
        assertThat(rig.request().method()).isEqualTo(method);
        if (method.equals("POST")) {
            assertThat(rig.request().body()).isEqualTo("{}".getBytes());
            assertThat(rig.server().header("Content-Type")).isEqualTo("application/json");
        } else {
            assertThat(rig.request().body()).isNull();
            assertThat(rig.server().header("Content-Type")).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"301, PUT", "302, PUT", "303, GET", "307, PUT", "308, PUT"})
    void another_method_becomes_a_get_by_303_only(int status, String method) {
        rig.subscribe(Rig.get().method("PUT").body(new byte[] {1}));
        redirect(status, "/there");
        assertThat(rig.request().method()).isEqualTo(method);
    }

    @ParameterizedTest
    @CsvSource({
        "/there?x=1, https://news.example/there?x=1",
        "there, https://news.example/a/there",
        "../there, https://news.example/there",
        "//other.example/there, https://other.example/there",
        "https://news.example/there#part, https://news.example/there",
        "?page=2, https://news.example/a/stream?page=2",
        "HTTPS://news.example/There, HTTPS://news.example/There",
        "./there, https://news.example/a/there",
        "/x/./y/%2E%2e/there/, https://news.example/x/there/",
        "../../../there, https://news.example/there",
        "#part, https://news.example/a/stream?page=1",
        "https://other.example, https://other.example/",
        "https://other.example?x=1, https://other.example/?x=1"
    })
    void a_location_is_resolved_as_rfc_3986_says(String location, String expected) {
        rig.subscribe(request -> request.uri(URI.create("https://news.example/a/stream?page=1")));
        redirect(302, location);
        assertThat(rig.request().uri()).isEqualTo(URI.create(expected));
    }

    /** The URL standard's percent-encode sets; each char of a header is an octet. */
    @ParameterizedTest
    @CsvSource({
        // A letter in UTF-8 stays that letter, whatever the transport takes the octets for.
        "/anders/Z\u00C3\u00BCrich, /anders/Z%C3%BCrich",
        "/q?stadt=Z\u00C3\u00BCrich, /q?stadt=Z%C3%BCrich",
        "/latin/Z\u00FCrich, /latin/Z%FCrich",
        "/other?q=FSC Lifebook, /other?q=FSC%20Lifebook",
        "/a b/c, /a%20b/c",
        // What is encoded stays as it is: it may be signed.
        "/o?signature=asjjud%2F87d%3D%20x&t=%2e, /o?signature=asjjud%2F87d%3D%20x&t=%2e",
        "/100%/x?%zz=%, /100%25/x?%25zz=%25",
        "'/{id}?{id}|^`\"<>', '/%7Bid%7D?%7Bid%7D%7C%5E%60%22%3C%3E'",
        "/a[1]|^`?x[]=1, /a%5B1%5D%7C%5E%60?x[]=1",
        "/a:b@c;d=1!$&()*+?a:b@c;d=1!$&()*+/?, /a:b@c;d=1!$&()*+?a:b@c;d=1!$&()*+/?",
        "\\a\\b?c\\d, /a/b?c%5Cd"
    })
    void what_cannot_stand_in_a_uri_is_encoded_and_followed(String location, String expected) {
        rig.subscribe();
        redirect(307, location);
        assertThat(rig.request().uri()).hasToString("https://news.example" + expected);
        rig.open();
    }

    @Test
    void a_relative_location_is_resolved_where_the_request_had_no_path() {
        rig.subscribe(request -> request.uri(URI.create("https://news.example")));
        redirect(302, "there"); // java.net.URI makes https://news.examplethere of it
        assertThat(rig.request().uri()).hasToString("https://news.example/there");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\\\other.example/s",
                "/\\other.example/s",
                "https:\\\\other.example\\s",
                "https://me@other.example/s"
            })
    void the_origin_that_is_checked_is_that_of_the_uri_that_is_sent(String location) {
        rig.subscribe(authorized());
        redirect(302, location);
        assertThat(rig.request().uri()).hasToString("https://other.example/s");
        assertThat(rig.server().header("X-Custom")).isNull();
        assertThat(rig.server().header("Authorization")).isNotEqualTo("Bearer key");
        assertThat(rig.sentId()).isNull();
    }

    @Test
    void a_location_whose_host_has_an_underscore_is_followed() {
        rig.subscribe();
        redirect(302, "https://event_service:8443/s");
        assertThat(rig.request().uri()).hasToString("https://event_service:8443/s");
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://news.example/there, 'the scheme is ftp, not http or https'",
        "https:there, no // follows its scheme",
        "http:///there, the URI has no host",
        "http://a%20b/, has a '%'",
        "http://x:99999/, is not a port"
    })
    void a_location_that_is_not_followed_says_why(String location, String reason) {
        rig.subscribe();
        redirect(302, location);
        assertThat(rig.failed(Failure.BadRedirect.class).message()).contains(reason);
    }

    @Test
    void redirects_are_followed_from_where_the_last_one_led() {
        rig.subscribe();
        redirect(302, "https://other.example/a/b");
        redirect(307, "c");
        assertThat(rig.request().uri()).isEqualTo(URI.create("https://other.example/a/c"));
    }

    @Test
    void twenty_redirects_are_followed_and_the_next_is_not() {
        rig.subscribe();
        for (int i = 1; i <= 20; i++) {
            redirect(302, "/" + i);
        }
        assertThat(rig.transport.opened()).isEqualTo(21);
        redirect(302, "/21");
        assertThat(rig.failed(Failure.LimitExceeded.class).message()).contains("redirects", "20");
        assertThat(rig.transport.opened()).isEqualTo(21);
    }

    @Test
    void the_count_of_redirects_begins_again_with_each_attempt() {
        rig.subscribe(request -> request.limits(Limits.defaults().redirects(2)));
        for (int i = 0; i < 5; i++) {
            redirect(302, "/1");
            redirect(302, "/2");
            rig.open().send("data: a\n\n").cut().backOff();
        }
        redirect(302, "/1");
        redirect(302, "/2");
        rig.server().head(503, Rig.headers()).end();
        rig.backOff();
        redirect(302, "/1");
        redirect(302, "/2");
        redirect(302, "/3");
        rig.failed(Failure.LimitExceeded.class);
    }

    @Test
    void no_redirect_is_followed_where_the_limit_is_none() {
        rig.subscribe(request -> request.limits(Limits.defaults().redirects(0)));
        redirect(302, "/there");
        rig.failed(Failure.LimitExceeded.class);
    }

    @Test
    void a_redirect_without_a_location_is_an_error() {
        rig.subscribe().server().head(302, Rig.headers()).end();
        assertThat(rig.failed(Failure.BadRedirect.class).location()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "ftp://news.example/there",
                "data:text/event-stream,data",
                "mailto:a@b.example",
                "javascript:1",
                "http:///there",
                "https:there",
                "http://[::1/there",
                "ht!tp://x/"
            })
    void an_empty_or_foreign_location_is_an_error(String location) {
        rig.subscribe();
        redirect(301, location);
        var failure = rig.failed(Failure.BadRedirect.class);
        assertThat(failure.status()).isEqualTo(301);
        assertThat(rig.transport.opened()).isEqualTo(1);
    }

    @Test
    void a_redirect_within_the_origin_keeps_headers_and_id() {
        rig.subscribe(authorized());
        redirect(307, "https://NEWS.example:443/there");
        assertThat(rig.server().header("Authorization")).isEqualTo("Bearer key");
        assertThat(rig.server().header("X-Custom")).isEqualTo("1");
        assertThat(rig.sentId()).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.example/s",
                "https://news.example:444/s",
                "https://sub.news.example/s",
                "//x.example/s"
            })
    void another_origin_gets_neither_credentials_nor_the_id_nor_any_header_that_is_not_known_as_harmless(String to) {
        rig.subscribe(authorized());
        redirect(307, to);
        assertThat(rig.request().headers().lines())
                .extracting(line -> line.getKey().toLowerCase())
                .containsExactlyInAnyOrder("accept", "cache-control", "accept-language", "user-agent");
        rig.open();
        assertThat(rig.opened().lastEventIdSent()).isNull();
    }

    @Test
    void a_secret_header_with_a_harmless_name_does_not_go_to_another_origin() {
        rig.subscribe(request -> request.secretHeader("User-Agent", "key"));
        redirect(302, "https://other.example/s");
        assertThat(rig.server().header("User-Agent")).startsWith("rivulet/");
    }

    @Test
    void from_http_to_https_is_another_origin_and_allowed() {
        rig.subscribe(authorized().uri(URI.create("http://news.example/stream")));
        redirect(301, "https://news.example/stream");
        assertThat(rig.server().header("Authorization")).isNull();
        assertThat(rig.sentId()).isNull();
    }

    @Test
    void coming_back_to_the_first_origin_does_not_bring_the_credentials_back() {
        // Else another origin could choose where on the first one they are used.
        rig.subscribe(authorized());
        redirect(302, "https://other.example/s");
        redirect(302, "https://news.example/elsewhere");
        assertThat(rig.server().header("Authorization")).isNull();
        assertThat(rig.sentId()).isNull();
    }

    @Test
    void what_another_origin_did_not_get_it_does_not_get_by_redirecting_to_itself() {
        rig.subscribe(authorized());
        redirect(302, "https://other.example/s");
        redirect(302, "https://other.example/t");
        assertThat(rig.server().header("Authorization")).isNull();
        assertThat(rig.server().header("X-Custom")).isNull();
        assertThat(rig.sentId()).isNull();
    }

    @Test
    void from_https_to_http_is_refused_unless_the_user_allows_it() {
        rig.subscribe();
        redirect(302, "http://news.example/stream");
        assertThat(rig.failed(Failure.BadRedirect.class).message()).contains("https to http");
    }

    @Test
    void from_https_to_http_is_followed_where_the_user_allows_it() {
        rig.subscribe(authorized().allowHttpsToHttpRedirects(true));
        redirect(302, "http://news.example/stream");
        assertThat(rig.request().uri()).isEqualTo(URI.create("http://news.example/stream"));
        assertThat(rig.server().header("Authorization")).isNull();
    }

    @Test
    void a_reconnection_goes_to_the_original_uri_with_everything() {
        rig.subscribe(authorized());
        redirect(308, "https://other.example/s");
        rig.open().send("id: 8\ndata: a\n\n").cut().backOff();
        assertThat(rig.request().uri()).isEqualTo(Rig.STREAM);
        assertThat(rig.server().header("Authorization")).isEqualTo("Bearer key");
        assertThat(rig.sentId()).isEqualTo("8");
    }

    @Test
    void a_post_that_a_redirect_made_a_get_is_not_posted_again() {
        rig.subscribe(Rig.post());
        redirect(303, "/answer");
        rig.open().send("data: a\n\n").cut();
        rig.failed(Failure.ConnectionFailed.class);
    }

    @Test
    void a_refusal_after_a_redirect_has_the_final_uri_and_is_no_rejected_cursor_where_no_id_was_sent() {
        rig.subscribe(authorized());
        redirect(302, "https://other.example/s");
        rig.server().head(404, Rig.headers()).end();
        assertThat(rig.failed(Failure.HttpError.class).response().uri())
                .isEqualTo(URI.create("https://other.example/s"));
    }

    @Test
    void the_redirecting_exchange_is_given_up_and_its_body_not_parsed() {
        rig.subscribe();
        rig.server().head(302, Rig.headers("Location", "/there", "Content-Type", "text/event-stream"));
        rig.transport.exchanges().get(0).bytes("data: not this\n\n").end();
        rig.open().send("data: a\n\n");
        assertThat(rig.transport.exchanges().get(0).isCancelled()).isTrue();
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void a_chain_answered_inside_open_is_followed() {
        rig.transport.answering(server -> {
            if (server.request().uri().getPath().equals("/stream")) {
                server.head(302, Rig.headers("Location", "/there")).end();
            } else {
                server.open().bytes("data: a\n\n");
            }
        });
        rig.subscribe();
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void a_bad_redirect_shows_no_query_in_its_message() {
        rig.subscribe();
        redirect(302, "ftp://user:geheim@x/?token=geheim");
        assertThat(rig.failed(Failure.BadRedirect.class).message()).doesNotContain("geheim");
    }

    private void redirect(int status, String location) {
        rig.server().head(status, Rig.headers("Location", location)).end();
    }

    private static SseRequest authorized() {
        SseRequest request = Rig.get().lastEventId("7");
        for (String name : List.of(
                "Authorization",
                "Proxy-Authorization",
                "Cookie",
                "X-Api-Key",
                "X-Goog-Api-Key",
                "X-Auth-Token",
                "X-Custom",
                "Referer",
                "Origin")) {
            request = request.header(name, name.equals("Authorization") ? "Bearer key" : "1");
        }
        return request.secretHeader("Q", "1").header("Accept-Language", "de").header("User-Agent", "test");
    }
}
