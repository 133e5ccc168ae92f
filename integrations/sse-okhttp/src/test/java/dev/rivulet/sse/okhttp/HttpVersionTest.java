package dev.rivulet.sse.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import dev.rivulet.sse.spi.TransportUnavailableException;
import org.junit.jupiter.api.Test;

class HttpVersionTest {
    @Test
    void http_3_is_refused_with_what_speaks_it() {
        var config = TransportConfig.defaults().httpVersion(HttpVersion.HTTP_3);

        assertThatIllegalArgumentException().isThrownBy(() -> OkHttpTransport.create(config));
        assertThatExceptionOfType(TransportUnavailableException.class)
                .isThrownBy(() -> new OkHttpProvider().create(config))
                .satisfies(e -> assertThat(e.reason())
                        .contains("httpVersion is HTTP_3", "dev.rivulet:sse-http3")
                        .doesNotContain("Exception"));
    }
}
