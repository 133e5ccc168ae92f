package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ProxyAddressTest {
    @ParameterizedTest
    @CsvSource({
        "proxy, HTTP proxy:1080",
        "proxy:3128, HTTP proxy:3128",
        "http://proxy:3128/, HTTP proxy:3128",
        "HTTP://127.0.0.1:3128, HTTP 127.0.0.1:3128",
        "socks5://proxy, SOCKS proxy:1080",
        "socks5h://proxy:9050, SOCKS proxy:9050",
        "http://[::1]:3128, HTTP [::1]:3128",
        "ann:secret@proxy:3128, HTTP proxy:3128",
    })
    void a_proxy_is_written_as_for_curl(String text, String shown) {
        assertThat(read(text)).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "http://ann:secret@proxy, ann, secret",
        "http://ann@proxy, ann, ''",
        "http://ann:pa%3Ass%40+word@proxy, ann, pa:ss@+word",
        "http://a@b:c@d@proxy, a@b, c@d",
        "socks5://ann:a:b@proxy, ann, a:b",
    })
    void user_and_password_stand_before_the_last_at(String text, String user, String password) {
        assertThat(read(text).credentials()).satisfies(credentials -> {
            assertThat(credentials.getUserName()).isEqualTo(user);
            assertThat(credentials.getPassword()).isEqualTo(password.toCharArray());
        });
        assertThat(read(text).host()).isEqualTo("proxy");
    }

    @Test
    void it_is_taken_for_every_address_and_looks_names_up_itself() {
        assertThat(read("socks5://proxy:9050").selector().select(URI.create("http://localhost/")))
                .containsExactly(new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("proxy", 9050)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://",
                "https://proxy",
                "socks4://hunter2@proxy",
                "hunter2:0",
                "hunter2:65536",
                "hunter2:x",
                "http://user:hunter2@",
                "http://user:hunter2%zz@proxy",
                "http://proxy/hunter2",
                "::1",
            })
    void anything_else_is_an_error_that_does_not_repeat_it(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageNotContaining("hunter2");
    }

    private static ProxyAddress read(String text) {
        return new ProxyAddress.Converter().convert(text);
    }
}
