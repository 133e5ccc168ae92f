package dev.rivulet.sse.tck;

import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import org.jspecify.annotations.Nullable;

/** What a rule is tried over. */
enum Lane {
    HTTP_1_1("http/1.1", HttpVersion.HTTP_2),
    HTTP_1_1_OVER_TLS("http/1.1", HttpVersion.HTTP_1_1),
    HTTP_2("h2", HttpVersion.HTTP_2);

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

    ScriptedServer server() {
        return switch (this) {
            case HTTP_1_1 -> ScriptedServer.start();
            case HTTP_1_1_OVER_TLS -> ScriptedServer.start(CERTIFICATE.server());
            case HTTP_2 -> ScriptedServer.startHttp2(CERTIFICATE.server());
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
