package dev.rivulet.sse.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/** Why a command ends without success: a line for the user, and the exit code. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailure(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    static CommandFailure badUsage(String message) {
        return new CommandFailure(ExitCode.USAGE, message, null);
    }

    static CommandFailure of(String message, @Nullable Throwable cause) {
        return new CommandFailure(ExitCode.SOFTWARE, message, cause);
    }

    int exitCode() {
        return exitCode;
    }
}
