package dev.rivulet.sse.tests.support;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A reverse proxy on loopback that runs while a class of tests does, with a port for each front. It finds in the path
 * what server it is to ask: {@code /patient/PORT/…}, or {@code /impatient/PORT/…} to wait for each of that server's bytes
 * for no longer than a second. The tests are skipped where it is not installed.
 */
public final class ReverseProxy implements BeforeAllCallback, AfterAllCallback {
    public static final String CONFIGURATION_FILE = "configuration";

    private final String program;
    private final String configuration;
    private final String[] arguments;
    private final Map<Front, Integer> ports = new EnumMap<>(Front.class);
    private Daemon daemon;
    private ServerKey key;

    /**
     * @param configuration in which the names of fronts in angle brackets stand for their ports, and {@code <KEY>} for the
     *     file with key and certificate
     * @param arguments of the program, which name {@link #CONFIGURATION_FILE}
     */
    public ReverseProxy(String program, String configuration, String... arguments) {
        this.program = program;
        this.configuration = configuration;
        this.arguments = arguments;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        daemon = Daemon.of(program);
        key = ServerKey.localhost();
        String filled = configuration.replace(
                "<KEY>", daemon.write("localhost.pem", key.pem()).toString());
        for (Front front : Front.values()) {
            int port = Daemon.freePort();
            ports.put(front, port);
            filled = filled.replace("<" + front + ">", Integer.toString(port));
        }
        daemon.write(CONFIGURATION_FILE, filled);
        daemon.start(ports.get(Front.HTTP_2), arguments);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (daemon != null) {
            daemon.close();
        }
    }

    public Daemon daemon() {
        return daemon;
    }

    /** Where it finds its server. */
    public URI uri(Front front, ScriptedServer origin) {
        return uri(front, "/patient/", origin);
    }

    /** As {@link #uri}, where a silence of a second ends it. */
    public URI impatientUri(Front front, ScriptedServer origin) {
        return uri(front, "/impatient/", origin);
    }

    private URI uri(Front front, String patience, ScriptedServer origin) {
        return URI.create(front.at(ports.get(front)) + patience + origin.port() + "/events?q=1");
    }

    /** A client that trusts it; the test is skipped where the transport does not speak so. */
    public SseClient client(String transport, Front front) {
        TransportConfig config = config();
        front.assumeSpokenBy(transport, TransportNames.features(transport, config));
        return TransportNames.client(transport, config);
    }

    /** The settings of a transport that trusts it. */
    public TransportConfig config() {
        return TransportConfig.defaults().sslContext(key.client());
    }
}
