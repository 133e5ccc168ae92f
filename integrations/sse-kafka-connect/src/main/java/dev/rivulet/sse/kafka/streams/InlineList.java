package dev.rivulet.sse.kafka.streams;

import java.util.List;

/** The streams that stand in the connector's config. */
final class InlineList implements StreamList {
    private final List<StreamSpec> streams;

    InlineList(List<StreamSpec> streams) {
        this.streams = List.copyOf(streams);
    }

    @Override
    public void start(Listener listener) {
        listener.streams(streams);
    }

    @Override
    public void close() {}
}
