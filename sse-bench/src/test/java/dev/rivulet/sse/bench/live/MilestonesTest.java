package dev.rivulet.sse.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MilestonesTest {
    @Test
    @Timeout(240)
    void waits_until_that_many_more_have_come() throws Exception {
        var milestones = new Milestones();
        milestones.add(7);
        milestones.begin();
        var waiting = new Thread(() -> milestones.await(3));
        waiting.start();
        milestones.add(2);
        milestones.add(0);
        assertThat(waiting.isAlive()).isTrue();

        milestones.add(2);

        waiting.join();
        milestones.await(1); // one is over
    }
}
