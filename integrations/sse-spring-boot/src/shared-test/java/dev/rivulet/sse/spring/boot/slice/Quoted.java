package dev.rivulet.sse.spring.boot.slice;

import dev.rivulet.sse.spring.SseListener;

/** Has a listener's method, and is no component. */
abstract class Quoted {
    @SseListener("prices")
    void on(String data) {}
}
