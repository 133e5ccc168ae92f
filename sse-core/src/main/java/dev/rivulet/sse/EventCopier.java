package dev.rivulet.sse;

/** The default decoder. One a session: events without an id of their own share the one that still stands. */
final class EventCopier implements EventDecoder<SseEvent> {
    private EventId standing = EventId.NONE;

    @Override
    public SseEvent decode(EventView view) {
        if (view.hasId() || !view.idEquals(standing.utf8())) {
            standing = new EventId(view.idBytes());
        }
        return new SseEvent(view.type(), view.data(), standing, view.hasId(), view.acknowledgement());
    }
}
