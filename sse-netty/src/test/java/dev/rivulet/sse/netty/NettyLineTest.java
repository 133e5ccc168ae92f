package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.Version;
import org.junit.jupiter.api.Test;

/** The tests run once on each line of Netty: that none of them runs twice. */
class NettyLineTest {
    @Test
    void the_class_path_has_one_line_of_netty_and_it_is_the_one_that_was_meant() {
        String line = System.getProperty("netty.line", "4.2") + ".";
        assertThat(Version.identify(getClass().getClassLoader()).values())
                .isNotEmpty()
                .allSatisfy(version -> assertThat(version.artifactVersion()).startsWith(line));
    }
}
