package dev.rivulet.sse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AltSvcOfferTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "h3=\":443\"; ma=2592000 | '' | 443",
                "h2=\":444\", h3=\":8443\" | '' | 8443",
                "h3-29=\":1\",h3=\":2\" | '' | 2",
                "h3=\"other.example:443\" | other.example | 443",
                "h3=\"[::1]:443\" | [::1] | 443",
                "h3=\":0\", h3=\":70000\", h3=\":7\" | '' | 7",
                "clear | - | 0",
                "h3-29=\":443\" | - | 0",
            })
    void the_first_offer_of_http_3_is_found(String value, String host, int port) {
        AltSvcOffer offer = AltSvcOffer.of(Headers.none().add("alt-svc", value));

        assertThat(offer).isEqualTo(host == null ? null : new AltSvcOffer(host, port));
    }

    @Test
    void it_may_be_on_any_line() {
        assertThat(AltSvcOffer.of(Headers.none().add("Alt-Svc", "h2=\":1\"").add("Alt-Svc", "h3=\":2\"")))
                .isEqualTo(new AltSvcOffer("", 2));
        assertThat(AltSvcOffer.of(Headers.none())).isNull();
    }
}
