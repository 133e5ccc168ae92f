package dev.rivulet.sse.bench;

/** Where a contestant puts the data of each event. */
interface Sink {
    void text(String data);

    void bytes(byte[] array, int offset, int length);
}
