package dev.rivulet.sse.tests.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server as Debian installs it, on loopback, in a process and a folder of its own. */
public final class Daemon implements AutoCloseable {
    private static final int MOST_SECONDS = 60;

    /** Below those that the system gives to outgoing connections, one of which might take it before the server does. */
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(10_000, 30_000));

    private final Path program;
    private final Path folder;
    private @Nullable Process process;

    private Daemon(Path program) throws IOException {
        this.program = program;
        // As root they change to a user of their own, who reads these files too.
        folder = Files.createTempDirectory(
                program.getFileName().toString(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    /** One that does not run yet, with an empty folder. The test is skipped where it is not installed. */
    public static Daemon of(String program) throws IOException {
        Path path = Stream.of("/usr/sbin", "/usr/bin")
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(path != null, program + " is missing; to install it on Debian: apt install " + program);
        return new Daemon(path);
    }

    public Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** Starts it, and waits until it listens at this port. */
    public Daemon start(int port, String... arguments) throws Exception {
        process = process(arguments).redirectOutput(output().toFile()).start();
        try {
            await("it listens", said -> isListening(port));
        } catch (AssertionError e) {
            close();
            throw e;
        }
        return this;
    }

    /** Runs the program a second time, to say something to the first. */
    public void tell(String... arguments) throws Exception {
        Process messenger = process(arguments).start();
        String answer = new String(messenger.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(messenger.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).as(answer).isTrue();
        assertThat(messenger.exitValue()).as(answer).isZero();
    }

    /** All that it has said so far. */
    public String said() throws IOException {
        return Files.readString(output());
    }

    /** Waits for what is to be seen from what it says. */
    public void await(String what, Predicate<String> happened) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!happened.test(said())) {
            if (process == null || !process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError(program + ": in vain awaited that " + what + "; it said: " + said());
            }
            Thread.sleep(10);
        }
    }

    /** Ends it. It can be started again, in the same folder. */
    public void stop() {
        if (process != null) {
            process.destroy();
            process.onExit()
                    .completeOnTimeout(process, MOST_SECONDS, TimeUnit.SECONDS)
                    .join()
                    .destroyForcibly();
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** Another one each time. */
    public static int freePort() {
        while (true) {
            try (var socket = new ServerSocket(NEXT_PORT.getAndIncrement(), 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // the next may be free
            }
        }
    }

    private ProcessBuilder process(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    }

    private Path output() {
        return folder.resolve("output");
    }

    private static boolean isListening(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
