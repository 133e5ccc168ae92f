package dev.rivulet.sse.internal.recorder;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.internal.OneLine;
import dev.rivulet.sse.spi.TransportRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Logs what a session sends and receives to {@code dev.rivulet.sse.wire}, where that logs at TRACE when the session begins.
 * Heads without secrets, of each piece of a body the first bytes.
 */
public final class WireLog implements WireTap {
    private static final int LONGEST = 256;

    private final String name;
    private final LineQueue lines;

    private WireLog(String name, LineQueue lines) {
        this.name = name;
        this.lines = lines;
    }

    /** What logs a session; null if that is not asked for. */
    public static @Nullable WireTap of(SseRequest request) {
        String name = request.name();
        return LineQueue.WIRE.isWanted() ? new WireLog(name == null ? request.toString() : name, LineQueue.WIRE) : null;
    }

    private void log(String text) {
        lines.add(OneLine.of(name + ": " + text));
    }

    @Override
    public void sending(int attempt, TransportRequest request) {
        log("> " + request);
    }

    @Override
    public void head(ResponseHead head) {
        log("< " + head.protocol() + " " + head.status() + " " + head.headers());
    }

    @Override
    public void bytes(byte[] array, int from, int to) {
        int shown = Math.min(LONGEST, to - from);
        String rest = shown == to - from ? "" : "… " + (to - from) + " bytes";
        log("< " + new String(array, from, shown, StandardCharsets.UTF_8) + rest);
    }

    @Override
    public void end() {
        log("< end");
    }

    @Override
    public void failed(Phase phase, Throwable cause) {
        log("< failed in " + phase + ": " + cause);
    }

    @Override
    public void state(SessionState state) {
        log("= " + StateText.of(state));
    }
}
