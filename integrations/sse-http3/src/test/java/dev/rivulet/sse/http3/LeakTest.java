package dev.rivulet.sse.http3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.tests.support.Forked;
import dev.rivulet.sse.tests.support.LeftToFull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No buffer of Netty's is lost, wherever a stream ends. In a JVM of its own, where Netty watches each buffer. */
@Timeout(600)
@LeftToFull
class LeakTest {
    @Test
    void no_buffer_is_lost_wherever_a_stream_ends() throws Exception {
        String said = Forked.run(LeakProbe.class, "-Dio.netty.leakDetection.level=paranoid", "-Xmx256m");
        assertThat(said).contains("noticed the one that was lost on purpose", "lost besides: []");
    }
}
