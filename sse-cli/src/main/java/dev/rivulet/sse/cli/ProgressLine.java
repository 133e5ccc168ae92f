package dev.rivulet.sse.cli;

import dev.rivulet.sse.cli.doctor.Progress;

/** A line on a terminal that says what is being done, rewritten in place. On anything else it shows nothing. */
final class ProgressLine implements Progress {
    private static final String ERASE = "\r\u001b[K";
    private static final String CUT_AT_THE_EDGE = "\u001b[?7l"; // a line that wraps could not be erased
    private static final String WRAP = "\u001b[?7h";

    private final Terminal terminal;
    private boolean visible;

    ProgressLine(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void at(String what) {
        if (terminal.rewritesLines()) {
            Output err = terminal.err();
            err.print(ERASE + CUT_AT_THE_EDGE + err.styled(Style.DIM, err.harmless(what)) + WRAP);
            err.flush();
            visible = true;
        }
    }

    /** Erases the line, if it is there. */
    void hide() {
        if (visible) {
            visible = false;
            terminal.err().print(ERASE);
            terminal.err().flush();
        }
    }
}
