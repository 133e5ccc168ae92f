package dev.rivulet.sse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {
    private static Origin of(String uri) {
        return Origin.of(URI.create(uri));
    }

    @ParameterizedTest
    @CsvSource({
        "http://my_service:8080/stream, my_service, 8080",
        "http://my_service/stream, my_service, 80",
        "https://my_service/, my_service, 443",
        "http://user:p%3Aw@my_service:81/, my_service, 81",
        "http://user:pass@host/, host, 80",
        "http://a-.b-/, a-.b-, 80",
        "http://node.1a:9/, node.1a, 9",
        "HTTP://Example.COM:/, example.com, 80",
        "http://[::1]:9000/, [::1], 9000",
        "http://[FE80::1]/, [fe80::1], 80",
        "http://127.0.0.1:65535/, 127.0.0.1, 65535",
    })
    void host_and_port_are_those_that_a_browser_would_use(String uri, String host, int port) {
        assertThat(of(uri).host()).isEqualTo(host);
        assertThat(of(uri).port()).isEqualTo(port);
    }

    @Test
    void the_default_port_is_not_part_of_the_authority() {
        assertThat(of("http://host:80/").authority()).isEqualTo("host");
        assertThat(of("https://host:443/").authority()).isEqualTo("host");
        assertThat(of("https://host:80/").authority()).isEqualTo("host:80");
        assertThat(of("http://[::1]:8080/").authority()).isEqualTo("[::1]:8080");
    }

    @Test
    void origins_are_equal_if_scheme_host_and_port_are() {
        assertThat(of("http://HOST/a")).isEqualTo(of("http://u@host:80/b?c"));
        assertThat(of("http://host/")).isNotEqualTo(of("https://host/"));
        assertThat(of("http://host:1/")).isNotEqualTo(of("http://host:2/"));
        assertThat(of("http://host/")).hasToString("http://host");
    }

    @ParameterizedTest
    @CsvSource({
        "/relative, no scheme",
        "ftp://host/, 'ftp, not http'",
        "mailto:a@b, mailto",
        "http:/path, no host",
        "http://:80/, no host",
        "'http://a,b/', the host \"a,b\" has",
        "http://a%20b/, the host \"a%20b\" has",
        "http://münchen.de/, IDN.toASCII",
        "http://my_service:99999/, not a port",
        "http://host:65536/, not a port",
        "http://my_service:8o/, not a port",
    })
    void what_is_no_origin_is_refused_with_the_reason(String uri, String reason) {
        assertThatThrownBy(() -> of(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void the_reason_does_not_show_user_information() {
        assertThatThrownBy(() -> of("http://user:geheim@a,b/?token=geheim")).hasMessageNotContaining("geheim");
    }

    @Test
    void a_password_that_should_have_been_escaped_is_not_shown_as_a_port() {
        assertThatThrownBy(() -> of("http://user:geheim/x@host/"))
                .hasMessageContaining("not a port")
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> of("http://user:geheim#x@host/")).hasMessageNotContaining("geheim");
    }
}
