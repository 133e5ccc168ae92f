package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.tests.support.Forked;
import dev.rivulet.sse.tests.support.LeftToFull;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The JDK's names, in a JVM of its own whose file of hosts changes while it runs, and which caches nothing. */
@Timeout(600)
@LeftToFull
class JdkNamesTest {
    private static final String HOSTS = "jdk.net.hosts.file";

    @TempDir
    Path folder;

    @Test
    void they_are_looked_up_anew_at_each_attempt() throws Exception {
        Path hosts = Files.createFile(folder.resolve("hosts"));
        assertThat(Forked.run(Probe.class, "-D" + HOSTS + "=" + hosts)).contains("unknown, refused, data: a, data: a");
    }

    static final class Probe {
        private static final String NAME = "moving.example.test";

        private Probe() {}

        public static void main(String[] args) throws Exception {
            Security.setProperty("networkaddress.cache.ttl", "0");
            Security.setProperty("networkaddress.cache.negative.ttl", "0");
            Path hosts = Path.of(System.getProperty(HOSTS));
            try (var setup = Setup.plain(NettyTransport.builder())) {
                setup.server.otherwise(Setup.EVENT);
                URI uri = URI.create("http://" + NAME + ":" + setup.server.port() + "/events");
                boolean unknown = setup.get(uri).awaitFailed(Phase.RESOLVE) instanceof UnknownHostException;
                Files.writeString(hosts, "127.0.0.2 " + NAME + "\n");
                setup.get(uri).awaitFailed(Phase.CONNECT);
                Files.writeString(hosts, "127.0.0.1 " + NAME + "\n");
                String moved = setup.get(uri).readBytes(Setup.EVENT_BYTES).strip();
                Files.writeString(hosts, "127.0.0.2 " + NAME + "\n127.0.0.1 " + NAME + "\n");
                String second = setup.get(uri).readBytes(Setup.EVENT_BYTES).strip();
                System.out.println((unknown ? "unknown" : "?") + ", refused, " + moved + ", " + second);
            }
        }
    }
}
