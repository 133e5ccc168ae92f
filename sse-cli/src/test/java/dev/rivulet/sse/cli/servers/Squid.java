package dev.rivulet.sse.cli.servers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian's squid as a proxy on loopback that wants Basic authentication, in a process of its own. */
final class Squid implements AutoCloseable {
    static final PasswordAuthentication USER = new PasswordAuthentication("ann", "pa:ss word".toCharArray());

    private static final Path PROGRAM = Path.of("/usr/sbin/squid");
    private static final int MOST_SECONDS = 30;

    private final Path folder;
    private final Process process;
    private final int port;

    private Squid(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /** Starts it, and waits until it listens. The test is skipped where it is not installed. */
    static Squid start() throws Exception {
        assumeTrue(Files.isExecutable(PROGRAM), "squid is missing; to install it on Debian: apt install squid");
        // As root it changes to a user of its own, who reads these files too.
        Path folder = Files.createTempDirectory(
                "squid", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        int port = freePort();
        Path passwords = Files.writeString(folder.resolve("passwords.sh"), PASSWORDS);
        Path configuration = Files.writeString(folder.resolve("squid.conf"), configuration(port, passwords));
        Process process = new ProcessBuilder(PROGRAM.toString(), "-N", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        var squid = new Squid(folder, process, port);
        squid.awaitListening();
        return squid;
    }

    ProxySelector selector() {
        return ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** It asks a line "name password", each with percent signs, for each login. */
    private static final String PASSWORDS = """
            while read -r login; do
              if [ "$login" = 'ann pa:ss%20word' ]; then echo OK; else echo ERR; fi
            done
            """;

    private static String configuration(int port, Path passwords) {
        return String.join(
                "\n",
                List.of(
                        "http_port 127.0.0.1:" + port,
                        "pid_filename none",
                        "access_log none",
                        "cache_log /dev/null",
                        "cache deny all",
                        "cache_mem 1 MB",
                        "shutdown_lifetime 0 seconds",
                        "pinger_enable off",
                        "visible_hostname localhost",
                        "auth_param basic program /bin/sh " + passwords,
                        "auth_param basic children 1 startup=1 idle=1",
                        "auth_param basic realm test",
                        "acl known proxy_auth REQUIRED",
                        "http_access allow known",
                        "http_access deny all",
                        ""));
    }

    private void awaitListening() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!isListening()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                String said = Files.readString(folder.resolve("output"));
                close();
                throw new AssertionError("squid does not listen: " + said);
            }
            Thread.sleep(20);
        }
    }

    private boolean isListening() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
