package dev.rivulet.sse.internal.commits;

import dev.rivulet.sse.EventView;

/** An event that awaits its acknowledgement. */
record AcknowledgedView(EventView view, Runnable acknowledgement) implements EventView {
    @Override
    public String type() {
        return view.type();
    }

    @Override
    public boolean typeEquals(byte[] utf8) {
        return view.typeEquals(utf8);
    }

    @Override
    public byte[] typeBytes() {
        return view.typeBytes();
    }

    @Override
    public String data() {
        return view.data();
    }

    @Override
    public byte[] array() {
        return view.array();
    }

    @Override
    public int offset() {
        return view.offset();
    }

    @Override
    public int length() {
        return view.length();
    }

    @Override
    public String id() {
        return view.id();
    }

    @Override
    public byte[] idBytes() {
        return view.idBytes();
    }

    @Override
    public boolean idEquals(byte[] utf8) {
        return view.idEquals(utf8);
    }

    @Override
    public boolean hasId() {
        return view.hasId();
    }

    @Override
    public EventView asReceived() {
        return new AcknowledgedView(view.asReceived(), acknowledgement);
    }
}
