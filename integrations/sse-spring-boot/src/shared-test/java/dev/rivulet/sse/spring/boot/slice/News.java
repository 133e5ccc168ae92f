package dev.rivulet.sse.spring.boot.slice;

import dev.rivulet.sse.spring.SseListener;
import org.springframework.stereotype.Component;

/** A listener that not each test is about. */
@Component
class News {
    @SseListener("news")
    void on(String headline) {}
}
