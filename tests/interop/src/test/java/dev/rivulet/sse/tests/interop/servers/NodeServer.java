package dev.rivulet.sse.tests.interop.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, from one of the scripts beside package.json. It ends with this, or with the test. */
final class NodeServer implements AutoCloseable {
    private static final String LISTENING = "listening ";
    private static final int MOST_SECONDS = 60;

    private final Process process;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final Thread reader = new Thread(this::read, "server's output");
    private final int port;

    private NodeServer(Process process) throws InterruptedException {
        this.process = process;
        reader.setDaemon(true);
        reader.start();
        port = Integer.parseInt(awaitLine(LISTENING));
    }

    /** Starts it, and waits until it listens. The test is skipped where the package or Node.js is missing. */
    static NodeServer start(String script, String packageName, String... arguments) throws Exception {
        Npm.file(packageName);
        List<String> command = new ArrayList<>(List.of(Npm.node().toString(), script));
        command.addAll(List.of(arguments));
        return new NodeServer(new ProcessBuilder(command)
                .directory(Npm.folder().toFile())
                .redirectErrorStream(true)
                .start());
    }

    int port() {
        return port;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Waits for the next line that begins so, and gives the rest of it. */
    String awaitLine(String start) throws InterruptedException {
        List<String> others = new ArrayList<>();
        for (String line = poll(); line != null; line = poll()) {
            if (line.startsWith(start)) {
                return line.substring(start.length());
            }
            others.add(line);
        }
        throw new AssertionError("the server did not say \"" + start + "\", but: " + others);
    }

    private String poll() throws InterruptedException {
        return said.poll(MOST_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends it, and gives what it has said since it was last asked. */
    List<String> stop() throws Exception {
        process.getOutputStream().close();
        assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS))
                .as("the server ends")
                .isTrue();
        reader.join(TimeUnit.SECONDS.toMillis(MOST_SECONDS));
        return List.copyOf(said);
    }

    private void read() {
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
            }
        } catch (IOException e) {
            said.add("no longer read: " + e); // close() ends the process, and the JVM may then close its output
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
