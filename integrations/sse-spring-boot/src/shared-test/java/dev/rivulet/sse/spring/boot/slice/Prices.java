package dev.rivulet.sse.spring.boot.slice;

import dev.rivulet.sse.spring.SseListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.stereotype.Component;

/** A listener to test. */
@Component
class Prices {
    final BlockingQueue<Integer> seen = new LinkedBlockingQueue<>();

    record Tick(int price) {}

    @SseListener("prices")
    void on(Tick tick) {
        seen.add(tick.price());
    }
}
