package dev.rivulet.sse.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.OkHttp;
import org.junit.jupiter.api.Test;

/** The tests run once on each line of OkHttp: that none of them runs twice. */
class OkHttpLineTest {
    @Test
    void the_class_path_has_the_line_of_okhttp_that_was_meant() throws Exception {
        Object version =
                OkHttp.class.getField("VERSION").get(null); // a constant would be that of the compiler's class path
        assertThat(version.toString()).startsWith(System.getProperty("okhttp.line", "5") + ".");
    }
}
