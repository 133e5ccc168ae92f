package dev.rivulet.sse.cli;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.ResponseHead;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * For people. Unless there is a format, an event is its data, after its own id in brackets and its type if that is not
 * {@code message}. Further lines of the data are indented.
 */
final class TextReport implements Report {
    private final String command;
    private final Display display;
    private final Output out;
    private final Output err;
    private final @Nullable Format format;

    /** @param command what messages begin with */
    TextReport(String command, Display display, @Nullable Format format) {
        this.command = command;
        this.display = display;
        this.format = format;
        out = display.out();
        err = display.err();
    }

    @Override
    public void event(SseEvent event) {
        display.event(format == null ? line(event) : format.apply(event, out::harmless));
    }

    private String line(SseEvent event) {
        String id = event.hasId() && !event.id().isEmpty() ? "[" + event.id() + "] " : "";
        String type = event.type().equals("message") ? "" : event.type() + ": ";
        String data = out.harmless(event.data()).replace("\n", "\n  ");
        return styled(Style.DIM, id) + styled(Style.CYAN, type) + data + "\n";
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

    /** A message that is no problem. */
    void said(String message) {
        say(Style.DIM, message);
    }

    @Override
    public void recorded(Duration at, String state) {
        say(Style.DIM, "at " + Wording.seconds(at) + ": " + state);
    }

    @Override
    public void failure(Ending ending) {
        say(Style.RED, Wording.of(ending));
    }

    @Override
    public void interrupted(long events, String lastEventId) {
        say(
                Style.DIM,
                "interrupted after " + Wording.count(events, "event")
                        + (lastEventId.isEmpty() ? "" : "; to continue: --last-event-id " + quoted(lastEventId)));
    }

    /** As one word of a shell: the id is the server's. */
    private static String quoted(String lastEventId) {
        return "'" + lastEventId.replace("'", "'\\''") + "'";
    }

    @Override
    public void transport(String name) {
        lines("* ", List.of("transport " + name));
    }

    @Override
    public void sent(String method, String uri, Headers headers) {
        lines("> ", HeadLines.of(method, uri, headers));
    }

    @Override
    public void received(ResponseHead head) {
        lines("< ", HeadLines.of(head));
    }

    private void lines(String prefix, List<String> lines) {
        display.message(lines.stream()
                .map(line -> err.styled(Style.DIM, (prefix + oneLine(line)).stripTrailing()))
                .collect(Collectors.joining("\n")));
    }

    private void say(Style style, String line) {
        display.message(err.styled(style, command + ": " + oneLine(line)));
    }

    private String oneLine(String line) {
        return err.harmless(line).replace('\n', ' ');
    }
}
