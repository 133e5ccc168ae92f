package dev.rivulet.sse.cli.doctor;

/** What an examination comes to. */
public enum Outcome {
    /** There is nothing to fix. */
    HEALTHY(0),
    /** There is something to fix. */
    FINDINGS(1),
    /** No HTTP response came, so nothing else could be examined. Not 2, which is bad usage. */
    UNREACHABLE(3);

    private final int exitCode;

    Outcome(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code of the command. */
    public int exitCode() {
        return exitCode;
    }
}
