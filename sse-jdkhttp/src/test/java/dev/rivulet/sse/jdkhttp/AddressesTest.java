package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Forked;
import dev.rivulet.sse.tests.support.Recording;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A name has several addresses, and the first one is dead: the JDK tries no other, and the failure has to say so. */
@Timeout(600)
class AddressesTest {
    @Test
    void a_failure_to_connect_to_the_first_of_several_addresses_says_that_the_others_were_not_tried(
            @TempDir Path folder) throws Exception {
        Path hosts = folder.resolve("hosts");
        Files.writeString(hosts, "127.0.0.2 two.test\n127.0.0.1 two.test\n");
        List<String> command =
                Forked.java("-Djdk.net.hosts.file=" + hosts, "-cp", Forked.classPath(), AddressesTest.class.getName());
        assertThat(Forked.output(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD)))
                .contains("127.0.0.2 is the first of the 2 addresses of two.test")
                .contains("the only one that the JDK's HTTP client tries")
                .contains("sse-netty");
    }

    /** In a JVM with that hosts file. */
    public static void main(String[] arguments) {
        try (var server = ScriptedServer.start().refuseConnections();
                var transport = JdkHttpTransport.create(TransportConfig.defaults())) {
            System.out.println(failure(server, transport, "two.test").getMessage());
        }
    }

    @Test
    void of_a_host_with_one_address_the_failure_is_the_jdks_own() {
        try (var setup = Setup.plain()) {
            setup.server.refuseConnections();
            assertThat(failure(setup.server, setup.transport, "127.0.0.1"))
                    .isExactlyInstanceOf(ConnectException.class)
                    .hasMessageNotContaining("first");
        }
    }

    private static Throwable failure(ScriptedServer server, JdkHttpTransport transport, String host) {
        URI uri = URI.create("http://" + host + ":" + server.port() + "/");
        var recording = new Recording();
        recording.exchange.complete(transport.open(Setup.request("GET", uri, Headers.none(), null), recording));
        return recording.awaitFailed(Phase.CONNECT);
    }
}
