package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void colours_are_for_terminals_that_have_them() {
        assertThat(Terminal.wantsColours(null, "xterm-256color")).isTrue();
        assertThat(Terminal.wantsColours("", "xterm")).isTrue();
        assertThat(Terminal.wantsColours(null, "dumb")).isFalse();
        assertThat(Terminal.wantsColours(null, "")).isFalse();
        assertThat(Terminal.wantsColours(null, null)).isFalse();
    }

    @Test
    void no_color_is_respected() {
        assertThat(Terminal.wantsColours("1", "xterm-256color")).isFalse();
    }

    @Test
    void a_status_line_is_for_terminals_without_a_pipe() {
        assertThat(Terminal.rewritesLines(true, false, "xterm")).isTrue();
        assertThat(Terminal.rewritesLines(true, true, "xterm")).isFalse();
        assertThat(Terminal.rewritesLines(false, false, "xterm")).isFalse();
        assertThat(Terminal.rewritesLines(true, false, "dumb")).isFalse();
        assertThat(Terminal.rewritesLines(true, false, null)).isFalse();
    }
}
