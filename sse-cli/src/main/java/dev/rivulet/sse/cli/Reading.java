package dev.rivulet.sse.cli;

/** What is made of a stream's bytes. {@link #finish()} may be called from another thread, when the process is stopped. */
interface Reading {
    void feed(byte[] bytes, int from, int to);

    /** The connection is at its end, and the stream continues on another one: what is unfinished is dropped. */
    void reconnected();

    /** The stream is at its end, or is left there. Once. */
    void finish();
}
