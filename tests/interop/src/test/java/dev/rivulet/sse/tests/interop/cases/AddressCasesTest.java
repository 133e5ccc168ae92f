package dev.rivulet.sse.tests.interop.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.spi.TransportConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What went wrong in other clients with the address itself. */
@OnEachTransport
class AddressCasesTest {
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final String transport;

    AddressCasesTest(String transport) {
        this.transport = transport;
    }

    @Test
    void an_address_of_ip_version_6_is_opened_and_named_in_brackets() throws Exception {
        try (var server = onLoopback6();
                var backend = Backend.of(transport, TransportConfig.defaults())) {
            var request = SseRequest.get(server.uri("http://[::1]"));
            backend.follow(request).awaitData("a");
            assertThat(heads.get(0)).containsIgnoringCase("\r\nHost: [::1]:" + server.port() + "\r\n");
        }
    }

    private RawServer onLoopback6() {
        try {
            return RawServer.start(InetAddress.getByName("::1"), this::stream);
        } catch (IOException none) {
            return abort("there is no IPv6 here: " + none);
        }
    }

    private void stream(Socket client, int number) throws IOException {
        heads.add(RawServer.readHead(client.getInputStream()));
        String answer = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: a\n\n";
        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }
}
