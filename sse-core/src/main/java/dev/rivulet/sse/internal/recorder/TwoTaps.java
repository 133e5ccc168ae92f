package dev.rivulet.sse.internal.recorder;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.TransportRequest;

/** Two who see the same. */
record TwoTaps(WireTap first, WireTap second) implements WireTap {
    @Override
    public void sending(int attempt, TransportRequest request) {
        first.sending(attempt, request);
        second.sending(attempt, request);
    }

    @Override
    public void head(ResponseHead head) {
        first.head(head);
        second.head(head);
    }

    @Override
    public void bytes(byte[] array, int from, int to) {
        first.bytes(array, from, to);
        second.bytes(array, from, to);
    }

    @Override
    public void end() {
        first.end();
        second.end();
    }

    @Override
    public void failed(Phase phase, Throwable cause) {
        first.failed(phase, cause);
        second.failed(phase, cause);
    }

    @Override
    public void state(SessionState state) {
        first.state(state);
        second.state(state);
    }
}
