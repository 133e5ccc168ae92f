package dev.rivulet.sse.cli;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;

/**
 * For people. An event is its data, as it came; in front of it stand its own id, in brackets, and its type where that is
 * not the default. Further lines of the data are indented.
 */
final class TextReport implements Report {
    private final Output out;
    private final Output err;

    TextReport(Terminal terminal) {
        out = terminal.out();
        err = terminal.err();
    }

    @Override
    public void event(SseEvent event) {
        String id = event.hasId() && !event.id().isEmpty() ? "[" + event.id() + "] " : "";
        String type = event.type().equals("message") ? "" : event.type() + ": ";
        String data = out.harmless(event.data()).replace("\n", "\n  ");
        out.println(styled(Style.DIM, id) + styled(Style.CYAN, type) + data);
    }

    private String styled(Style style, String text) {
        return text.isEmpty() ? "" : out.styled(style, out.harmless(text));
    }

    @Override
    public void state(SessionState state) {
        say(Style.DIM, Wording.of(state));
    }

    @Override
    public void retried(SessionState.BackingOff backingOff) {
        say(Style.YELLOW, Wording.of(backingOff));
    }

    @Override
    public void warning(Failure failure) {
        warning(Wording.of(failure));
    }

    @Override
    public void warning(String message) {
        say(Style.YELLOW, "warning: " + message);
    }

    @Override
    public void failure(Failure failure) {
        say(Style.RED, Wording.of(failure));
    }

    @Override
    public void interrupted(long events, String lastEventId) {
        say(
                Style.DIM,
                "interrupted after " + Wording.count(events, "event")
                        + (lastEventId.isEmpty() ? "" : "; to go on: --last-event-id '" + lastEventId + "'"));
    }

    private void say(Style style, String line) {
        out.flush();
        err.println(err.styled(style, "sse tail: " + err.harmless(line).replace('\n', ' ')));
        err.flush();
    }
}
