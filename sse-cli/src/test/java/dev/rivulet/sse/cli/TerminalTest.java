package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void coloursAreForTerminalsThatHaveThem() {
        assertThat(Terminal.wantsColours(null, "xterm-256color")).isTrue();
        assertThat(Terminal.wantsColours("", "xterm")).isTrue();
        assertThat(Terminal.wantsColours(null, "dumb")).isFalse();
        assertThat(Terminal.wantsColours(null, "")).isFalse();
        assertThat(Terminal.wantsColours(null, null)).isFalse();
    }

    @Test
    void noColorIsRespected() {
        assertThat(Terminal.wantsColours("1", "xterm-256color")).isFalse();
    }

    @Test
    void aStatusLineIsForTerminalsWithoutAPipe() {
        assertThat(Terminal.rewritesLines(true, false, "xterm")).isTrue();
        assertThat(Terminal.rewritesLines(true, true, "xterm")).isFalse();
        assertThat(Terminal.rewritesLines(false, false, "xterm")).isFalse();
        assertThat(Terminal.rewritesLines(true, false, "dumb")).isFalse();
        assertThat(Terminal.rewritesLines(true, false, null)).isFalse();
    }
}
