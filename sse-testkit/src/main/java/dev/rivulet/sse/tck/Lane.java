package dev.rivulet.sse.tck;

import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule is tried over. */
enum Lane {
    HTTP_1_1("http/1.1", HttpVersion.HTTP_2),
    HTTP_1_1_OVER_TLS("http/1.1", HttpVersion.HTTP_1_1),
    HTTP_2("h2", HttpVersion.HTTP_2),
    HTTP_3("h3", HttpVersion.HTTP_2);

    /** One for all: to make a key takes its time. */
    static final SelfSigned CERTIFICATE = SelfSigned.localhost();

    private final String protocol;
    private final HttpVersion version;

    Lane(String protocol, HttpVersion version) {
        this.protocol = protocol;
        this.version = version;
    }

    /** As {@link dev.rivulet.sse.http.ResponseHead#protocol()} says it. */
    String protocol() {
        return protocol;
    }

    boolean isSecure() {
        return this != HTTP_1_1;
    }

    /** Whether its connections are shared by streams. */
    boolean isMultiplexed() {
        return this == HTTP_2 || this == HTTP_3;
    }

    /** The code with which a server resets a stream whose request it has not processed. */
    int refused() {
        return this == HTTP_3 ? 0x10b : 7; // H3_REQUEST_REJECTED, REFUSED_STREAM
    }

    /** Others with which it resets one: of what went wrong in it, and of a client that asks too much. */
    List<Integer> otherErrors() {
        return this == HTTP_3 ? List.of(0x102, 0x107) : List.of(2, 11);
    }

    ScriptedServer server() {
        return server(CERTIFICATE);
    }

    /** @param shown over TLS */
    ScriptedServer server(SelfSigned shown) {
        return switch (this) {
            case HTTP_1_1 -> ScriptedServer.start();
            case HTTP_1_1_OVER_TLS -> ScriptedServer.start(shown.server());
            case HTTP_2 -> ScriptedServer.startHttp2(shown.server());
            case HTTP_3 -> ScriptedServer.startHttp3(shown);
        };
    }

    TransportConfig config() {
        TransportConfig version = TransportConfig.defaults().httpVersion(this.version);
        return isSecure() ? version.sslContext(CERTIFICATE.client()) : version;
    }

    /** What of this lane a transport does not declare, or null. */
    @Nullable
    String missingIn(Features features) {
        if (!features.protocols().contains(protocol)) {
            return "the protocol " + protocol;
        }
        return isSecure() && !features.has(Feature.TLS) ? "Feature.TLS" : null;
    }
}
