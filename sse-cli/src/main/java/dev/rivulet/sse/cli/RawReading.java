package dev.rivulet.sse.cli;

import dev.rivulet.sse.parser.EventFramer;

/** Prints the bytes of whole blocks. */
final class RawReading implements Reading {
    private final Output out;
    private final EventFramer framer;

    RawReading(Output out) {
        this.out = out;
        this.framer = new EventFramer(out::write);
    }

    @Override
    public synchronized void feed(byte[] bytes, int from, int to) {
        framer.feed(bytes, from, to);
    }

    @Override
    public synchronized void reconnected() {
        framer.end();
    }

    @Override
    public synchronized void finish() {
        framer.close();
        out.flush();
    }
}
