package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.tests.support.Forked;
import dev.rivulet.sse.tests.support.LeftToFull;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The application blocks the JVM's common pool, or has switched it off: that stops no exchange. In a JVM of its own, since
 * the pool's size is decided once; two threads, since with fewer JDK 17 does not use the pool at all.
 */
@Timeout(600)
@LeftToFull
class CommonPoolTest {
    @ParameterizedTest(name = "parallelism {0}")
    @ValueSource(ints = {0, 2})
    void exchanges_open_stream_fail_and_are_cancelled_while_the_common_pool_is_blocked(int parallelism)
            throws Exception {
        assertThat(Forked.run(
                        BlockedPool.class,
                        "-XX:+UseSerialGC",
                        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + parallelism))
                .endsWith("all succeeded\n");
    }
}
