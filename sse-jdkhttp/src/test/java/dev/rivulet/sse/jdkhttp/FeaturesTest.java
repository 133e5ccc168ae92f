package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import dev.rivulet.sse.spi.TransportUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeaturesTest {
    @Test
    void header_values_beyond_ascii_and_pings_are_not_declared() {
        assertThat(JdkFeatures.with(HttpVersion.HTTP_2).supported())
                .contains(Feature.TLS, Feature.PROXY, Feature.CLOSES_AT_ONCE)
                .doesNotContain(Feature.OBS_TEXT, Feature.PING);
        assertThat(JdkFeatures.with(HttpVersion.HTTP_2).overrunBytes()).isZero();
    }

    @Test
    void without_http2_nothing_of_http2_is_declared() {
        Features features = JdkFeatures.with(HttpVersion.HTTP_1_1);
        assertThat(features.protocols()).containsExactly("http/1.1");
        assertThat(features.supported()).doesNotContain(Feature.GOAWAY, Feature.INDEPENDENT_STREAMS);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-,false", "'',true", "none,true", "Basic,false", "'Digest, basic',false"})
    void tunnels_take_basic_authentication_where_the_jdk_was_configured_for_it(String disabledSchemes, boolean takes) {
        assertThat(Tunnels.takeBasic(disabledSchemes)).isEqualTo(takes);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goaway_is_declared_from_the_release_on_that_understands_it(boolean http2) {
        var version = http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1;
        try (var transport = JdkHttpTransport.create(TransportConfig.defaults().httpVersion(version))) {
            assertThat(transport.features().has(Feature.GOAWAY))
                    .isEqualTo(http2 && Runtime.version().feature() >= 24);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "16777216,33554432,false",
        "1048576,1073741824,true",
        "1048576,104857600,true",
        "1048576,104857599,false"
    })
    void streams_are_independent_where_the_connections_window_holds_a_hundred_of_theirs(
            long stream, long connection, boolean independent) {
        assertThat(JdkFeatures.holdsManyPaused(stream, connection)).isEqualTo(independent);
    }

    @Test
    void http_3_is_declared_with_the_versions_below_it() {
        assertThat(JdkFeatures.with(HttpVersion.HTTP_3).protocols()).containsExactlyInAnyOrder("http/1.1", "h2", "h3");
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_25)
    void http_3_is_refused_by_a_jdk_that_lacks_it_with_what_to_do() {
        TransportConfig http3 = TransportConfig.defaults().httpVersion(HttpVersion.HTTP_3);
        int release = Runtime.version().feature();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdkHttpTransport.create(http3))
                .withMessage("HTTP/3 needs JDK 26 or later, and this is " + release
                        + ": add dev.rivulet:sse-http3, or set TransportConfig.httpVersion to HTTP_2");
        assertThatExceptionOfType(TransportUnavailableException.class)
                .isThrownBy(() -> new JdkHttpProvider().create(http3))
                .satisfies(e -> assertThat(e.reason()).endsWith("set TransportConfig.httpVersion to HTTP_2"));
    }

    @Test
    @EnabledForJreRange(minVersion = 26)
    void http_3_is_there_from_jdk_26_on() throws Exception {
        try (var transport =
                new JdkHttpProvider().create(TransportConfig.defaults().httpVersion(HttpVersion.HTTP_3))) {
            assertThat(transport.features().protocols()).contains("h3");
        }
    }
}
