package dev.rivulet.sse.http3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AltSvcHeaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "h3=\":443\"; ma=2592000 | 443 | 2592000",
                "h3=\":443\" | 443 | 86400",
                "h3-29=\":444\"; ma=60, h3=\":443\"; ma=60 | 443 | 60",
                "h2=\"a,b=\\\"c:1\", h3=\":8443\";persist=1;ma=5 | 8443 | 5",
                "h3=\"example.com:8443\";ma=\"7\" | 8443 | 7",
                "h3=\"EXAMPLE.com:8443\" | 8443 | 86400",
                "h3=\":443\"; ma=99999999999999 | 443 | 2592000"
            })
    void what_it_offers_on_its_own_host_is_found(String value, int port, long seconds) {
        AltSvcHeader said = of(value);
        assertThat(said.port()).isEqualTo(port);
        assertThat(said.maxAge()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(said.clear()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "h2=\":443\"",
                "h3-29=\":443\"",
                "h3=\"other.example:443\"",
                "h3=\":0\"",
                "h3=\":x\"",
                "h3=\"\"",
                "h3",
                "h3=\":443\"; ma=0",
                "H3=\":443\"",
                ";;,,==\"\"\"",
                "h3=\":443"
            })
    void what_cannot_be_used_is_ignored(String value) {
        assertThat(of(value).port()).isNull();
        assertThat(of(value).clear()).isFalse();
    }

    @Test
    void clear_voids_what_was_said() {
        assertThat(of("clear").clear()).isTrue();
    }

    private static AltSvcHeader of(String value) {
        return AltSvcHeader.of(List.of(value), "example.com", Set.of("h3"));
    }
}
