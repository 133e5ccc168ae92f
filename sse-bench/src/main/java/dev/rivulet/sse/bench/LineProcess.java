package dev.rivulet.sse.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that reads lines and answers with lines. Its errors are printed beside ours; it ends when it is closed. */
public final class LineProcess implements AutoCloseable {
    private final Process process;
    private final Writer toIt;
    private final BufferedReader fromIt;

    public LineProcess(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        toIt = process.outputWriter(StandardCharsets.US_ASCII);
        fromIt = process.inputReader(StandardCharsets.US_ASCII);
    }

    public void write(String line) throws IOException {
        toIt.write(line + "\n");
        toIt.flush();
    }

    /** Waits for its next line. */
    public String read() throws IOException {
        String line = fromIt.readLine();
        if (line == null) {
            throw new IOException("a process ended early; its error is above");
        }
        return line;
    }

    public long id() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        toIt.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
    }
}
