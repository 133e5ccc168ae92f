package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.testkit.FakeExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stream is for one thread at a time: the second learns so, where both would wait for ever. */
@Timeout(600)
class SeveralTakersTest {
    @RegisterExtension
    final StreamRig rig = new StreamRig();

    @Test
    void a_second_taker_is_refused_and_the_first_continues() throws Exception {
        rig.start();
        FakeExchange server = rig.opened();
        Taker<SseEvent> first = new Taker<>(rig.stream::next);
        first.awaitParked();
        assertThatThrownBy(rig.stream::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another thread takes");
        server.bytes("data: a\n\ndata: b\n\n");
        assertThat(first.result().data()).isEqualTo("a");
        assertThat(rig.stream.next().data()).isEqualTo("b");
    }
}
