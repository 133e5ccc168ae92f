package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No buffer of Netty's is lost, wherever a stream ends. In a JVM of its own, where Netty watches each buffer. */
@Timeout(90)
class LeakTest {
    @Test
    void noBufferIsLostWhereverAStreamEnds() throws Exception {
        String said = Forked.run(LeakProbe.class, "-Dio.netty.leakDetection.level=paranoid", "-Xmx256m");
        assertThat(said).contains("noticed the one that was lost on purpose", "lost besides: []");
        assertThat(said).containsPattern("\\d{3} streams of which [1-9]\\d ended in order");
    }
}
