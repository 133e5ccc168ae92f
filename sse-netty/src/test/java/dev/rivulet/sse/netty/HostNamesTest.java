package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import java.net.URI;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts as container networks name them, which java.net.URI does not take for hosts, and what is before a host. */
@Timeout(600)
class HostNamesTest {
    private static final String NAME = "my_service";

    private static NettyTransportBuilder builder() {
        return NettyTransport.builder().resolver(Names.with(NAME, "127.0.0.1"));
    }

    @Test
    void a_name_with_an_underscore_is_looked_up_and_sent_as_it_is() {
        try (var setup = Setup.plain(builder(), Setup.EVENT)) {
            setup.get(URI.create("http://" + NAME + ":" + setup.server.port() + "/events?a=1"))
                    .readBytes(Setup.EVENT_BYTES);
            var request = setup.server.awaitRequest(1);
            assertThat(request.headers().first("Host")).isEqualTo(NAME + ":" + setup.server.port());
            assertThat(request.target()).isEqualTo("/events?a=1");
        }
    }

    /** The JDK has no certificates for such names, and its complaint is passed on. */
    @Test
    void over_tls_it_fails_with_the_true_reason() {
        SelfSigned other = SelfSigned.localhost();
        try (var setup =
                new Setup(ScriptedServer.start(other.server()), builder().config(Setup.trusting(other)))) {
            Throwable cause = setup.get(URI.create("https://" + NAME + ":" + setup.server.port() + "/"))
                    .awaitFailed(Phase.TLS);
            assertThat(cause).isInstanceOf(SSLException.class);
            assertThat(cause.toString()).contains(NAME);
        }
    }

    @Test
    void user_information_is_never_sent() {
        try (var setup = Setup.plain(builder(), Setup.EVENT)) {
            setup.get(URI.create("http://user:SECRET@127.0.0.1:" + setup.server.port() + "/events"))
                    .readBytes(Setup.EVENT_BYTES);
            var request = setup.server.awaitRequest(1);
            assertThat(request.headers().toString() + request.target()).doesNotContain("user", "SECRET");
            assertThat(request.headers().first("Host")).isEqualTo("127.0.0.1:" + setup.server.port());
        }
        try (var setup = Setup.http2(builder(), Setup.EVENT)) {
            setup.get(URI.create("https://user:SECRET@localhost:" + setup.server.port() + "/events"))
                    .readBytes(Setup.EVENT_BYTES);
            assertThat(setup.server.awaitRequest(1).headers().toString()).doesNotContain("user", "SECRET");
        }
    }
}
