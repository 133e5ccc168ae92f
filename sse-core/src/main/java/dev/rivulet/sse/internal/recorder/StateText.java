package dev.rivulet.sse.internal.recorder;

import dev.rivulet.sse.SessionState;

/** A session's state in words, without secrets. */
final class StateText {
    private StateText() {}

    static String of(Object state) {
        if (state instanceof SessionState.Connecting connecting) {
            return "connecting, attempt " + connecting.attempt();
        }
        if (state instanceof SessionState.Open open) {
            return "open, attempt " + open.attempt()
                    + (open.gap() == null ? "" : ", again after " + open.gap().toMillis() + " ms");
        }
        if (state instanceof SessionState.BackingOff lost) {
            return "lost: " + lost.failure().message() + " (" + lost.progress() + ") Next attempt in "
                    + lost.delay().toMillis() + " ms.";
        }
        return state instanceof SessionState.Closed closed ? "closed: " + closed.message() : state.toString();
    }
}
