package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tests.support.Forked;
import dev.rivulet.sse.tests.support.LeftToFull;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.OpenSsl;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose TLS it is where nothing, or only an SSLContext, is said. In JVMs of their own, which trust by a system property. */
@Timeout(600)
@LeftToFull
class TlsProviderTest {
    private static final String JDKS = "JDK brought data: a";

    @Test
    void it_is_open_ssl_where_that_is_on_the_path_unless_the_jvm_has_a_clients_key() throws Exception {
        assumeTrue(OpenSsl.isAvailable(), "netty-tcnative has no library for this system");
        assertThat(run()).contains("OpenSSL brought data: a", "with a key: " + JDKS);
    }

    @Test
    void it_is_the_jdks_where_there_is_no_open_ssl() throws Exception {
        assertThat(run("-Dio.netty.handler.ssl.noOpenSsl=true")).contains(JDKS).doesNotContain("OpenSSL");
    }

    @Test
    void a_given_ssl_context_is_the_jdks() throws Exception {
        assertThat(Probe.provider(TransportConfig.defaults().sslContext(Keys.ONE.trusting())))
                .isEqualTo("JDK");
    }

    private static String run(String... more) throws Exception {
        List<String> options = new ArrayList<>(List.of(more));
        options.add("-Djavax.net.ssl.trustStore=" + Keys.ONE.file);
        options.add("-Djavax.net.ssl.trustStorePassword=" + Keys.PASSWORD);
        options.add("-D" + Keys.PROPERTY + "=" + Keys.ONE.file);
        return Forked.run(Probe.class, options.toArray(String[]::new));
    }

    static final class Probe {
        private Probe() {}

        public static void main(String[] args) throws Exception {
            System.out.println(provider(TransportConfig.defaults()) + " brought " + body(TlsServer.start()));
            if (!OpenSsl.isAvailable()) {
                return; // the JDK's default is made once, now
            }
            System.setProperty("javax.net.ssl.keyStore", Keys.ONE.file.toString());
            System.setProperty("javax.net.ssl.keyStorePassword", Keys.PASSWORD);
            System.out.println("with a key: " + provider(TransportConfig.defaults()) + " brought "
                    + body(TlsServer.thatNeedsACertificate()));
        }

        private static String body(TlsServer server) throws Exception {
            try (server;
                    var transport = NettyTransport.builder().build()) {
                return Setup.get(transport, server.uri("localhost")).readBody().strip();
            }
        }

        static String provider(TransportConfig config) throws Exception {
            var channel = new EmbeddedChannel();
            try {
                var engine = TlsSetup.of(config, null)
                        .handler(channel, "localhost", 443)
                        .engine();
                return engine.getClass().getName().contains("OpenSsl") ? "OpenSSL" : "JDK";
            } finally {
                channel.finishAndReleaseAll();
            }
        }
    }
}
