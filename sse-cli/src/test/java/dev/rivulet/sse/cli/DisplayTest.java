package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.http.Headers;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events, messages and the status line on one terminal, in virtual time. */
class DisplayTest {
    private static final long MILLI = 1_000_000;
    private static final SessionState OPEN =
            new SessionState.Open(200, Headers.none(), URI.create("http://localhost/"), "http/1.1", 1, null, null);
    private static final SessionState.Progress PROGRESS = new SessionState.Progress(1, 0, 0);

    private final Screen screen = new Screen();
    private long now = 77;
    private final Display display = display(false);

    @Test
    void the_status_stands_below_the_events() {
        display.state(new SessionState.Connecting(1));
        display.refresh(false);
        assertThat(screen.lines()).containsExactly("connecting · attempt 1");

        display.state(OPEN);
        pass(200);
        display.refresh(false);
        assertThat(screen.lines()).containsExactly("open · 0 events");

        display.event("a\n");
        pass(400);
        display.refresh(false);
        assertThat(screen.lines()).containsExactly("a", "open · 1 event · 1.7/s · last 0.4 s ago");
    }

    @Test
    void an_event_is_shown_at_once_and_the_status_is_there_again() {
        open();
        pass(1000);

        display.event("a\n");
        display.refresh(false);

        assertThat(screen.lines()).hasSize(2).first().isEqualTo("a");
        assertThat(screen.lines().get(1)).startsWith("open · 1 event");
    }

    @Test
    void a_fast_stream_draws_the_status_a_few_times_a_second_and_loses_nothing() {
        open();
        int before = draws();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            display.event("event " + i + "\n");
            expected.add("event " + i);
            now += MILLI / 10;
            display.refresh(i % 3 > 0);
        }
        display.flush();

        assertThat(draws() - before).isBetween(25, 31);
        expected.add("");
        assertThat(screen.lines()).isEqualTo(expected);
    }

    @Test
    void what_is_held_back_is_shown_a_moment_later() {
        open();
        display.event("a\n");

        long wait = display.refresh(false);
        assertThat(wait).isBetween(1L, 33 * MILLI);
        assertThat(screen.lines()).containsExactly("open · 0 events");

        now += wait;
        assertThat(display.refresh(false)).isEqualTo(200 * MILLI);
        assertThat(screen.lines()).first().isEqualTo("a");
    }

    @Test
    void a_message_stands_below_the_events_before_it() {
        open();
        display.event("a\n");
        display.message("lost");
        pass(100);
        display.event("b\n");
        display.refresh(false);

        assertThat(screen.lines()).startsWith("a", "lost", "b").hasSize(4);
        assertThat(screen.lines().get(3)).startsWith("open · 2 events");
    }

    @Test
    void no_status_is_drawn_over_a_line_that_is_not_at_its_end() {
        open();
        for (String token : List.of("a", " b", " c")) {
            pass(1000);
            display.event(token);
            display.refresh(false);
        }
        assertThat(screen.lines()).containsExactly("a b c");

        display.event(".\n");
        pass(1000);
        display.refresh(false);
        assertThat(screen.lines()).hasSize(2).first().isEqualTo("a b c.");
    }

    @Test
    void a_reconnection_is_counted_down() {
        open();
        var lost = new SessionState.BackingOff(new Failure.StreamEnded(), Duration.ofMillis(2500), PROGRESS);
        display.state(lost);
        pass(400);
        display.refresh(false);
        assertThat(screen.lines()).containsExactly("attempt 2 in 2.1 s · 0 events");

        pass(60_000);
        display.refresh(false);
        assertThat(screen.lines()).containsExactly("attempt 2 in 0.0 s · 0 events");
    }

    @Test
    void large_numbers_and_long_times_are_readable() {
        open();
        for (int i = 0; i < 12_340; i++) {
            display.event("");
        }
        pass(1000);
        display.refresh(false);
        assertThat(screen.lines()).containsExactly("open · 12,340 events · 12,340/s · last 1.0 s ago");

        pass(150_000);
        display.refresh(false);
        assertThat(screen.lines()).containsExactly("open · 12,340 events · 0/s · last 2 min ago");
    }

    @Test
    void nothing_is_left_of_it_at_the_end() {
        open();
        display.event("a\n");
        display.state(new SessionState.Closed(SessionState.Closed.Reason.CLOSED, null, PROGRESS, null));
        pass(1000);
        display.refresh(true);
        display.flush();
        display.hideStatus();

        assertThat(screen.lines()).containsExactly("a", "");
    }

    @Test
    void a_line_is_never_wrapped_since_then_it_could_not_be_erased() {
        open();

        assertThat(screen.written()).isEqualTo("\r\u001b[?7lopen · 0 events\u001b[K\u001b[?7h");
    }

    @Test
    void it_is_dim_where_there_are_colours() {
        Display coloured = display(true);
        coloured.state(OPEN);
        coloured.refresh(false);

        assertThat(screen.written()).contains(Style.DIM.apply("open · 0 events"));
    }

    @Test
    void without_a_terminal_there_is_none_and_events_are_written_when_there_is_nothing_else_to_do() {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var plain = new Display(
                new Terminal(
                        InputStream.nullInputStream(), new Output(out, false, false), new Output(err, false, false)),
                () -> now);
        plain.state(OPEN);
        plain.event("a\n");
        assertThat(plain.refresh(true)).isZero();
        assertThat(out.size()).isZero();

        assertThat(plain.refresh(false)).isZero();
        plain.message("lost");
        plain.hideStatus();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("lost\n");
    }

    private void open() {
        display.state(OPEN);
        display.refresh(false);
    }

    private void pass(long millis) {
        now += millis * MILLI;
    }

    private int draws() {
        return screen.written().split("\u001b\\[\\?7l", -1).length;
    }

    private Display display(boolean colours) {
        return new Display(
                new Terminal(
                        InputStream.nullInputStream(),
                        new Output(screen, true, colours),
                        new Output(screen, true, colours),
                        true),
                () -> now);
    }
}
