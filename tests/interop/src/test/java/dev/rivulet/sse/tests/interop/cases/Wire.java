package dev.rivulet.sse.tests.interop.cases;

import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import javax.net.ssl.SSLContext;

/** What a client and a server speak. */
enum Wire {
    HTTP_1_1,
    TLS,
    HTTP_2;

    private static final SelfSigned CERTIFICATE = SelfSigned.localhost();

    /** One for all: to make contexts takes its time. */
    static final SSLContext SERVER = CERTIFICATE.server();

    private static final SSLContext CLIENT = CERTIFICATE.client();

    ScriptedServer server() {
        return switch (this) {
            case HTTP_1_1 -> ScriptedServer.start();
            case TLS -> ScriptedServer.start(SERVER);
            case HTTP_2 -> ScriptedServer.startHttp2(SERVER);
        };
    }

    TransportConfig config() {
        TransportConfig config = TransportConfig.defaults();
        return this == HTTP_1_1 ? config : config.sslContext(CLIENT);
    }

    /** What of it a transport does not declare, or null. */
    String missingIn(Features features) {
        if (this != HTTP_1_1 && !features.has(Feature.TLS)) {
            return "Feature.TLS";
        }
        return this != HTTP_2 || features.protocols().contains("h2") ? null : "the protocol h2";
    }
}
