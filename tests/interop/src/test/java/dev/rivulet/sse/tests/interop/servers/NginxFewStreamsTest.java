package dev.rivulet.sse.tests.interop.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Front;
import dev.rivulet.sse.tests.support.LeftToFull;
import dev.rivulet.sse.tests.support.Nginx;
import dev.rivulet.sse.tests.support.OneOrEachTransport;
import dev.rivulet.sse.tests.support.ReverseProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** More streams through nginx than it allows on a connection. */
@Execution(ExecutionMode.CONCURRENT)
@LeftToFull
class NginxFewStreamsTest {
    private static final int FEW = 10;
    private static final int MANY = 100;

    @RegisterExtension
    static final ReverseProxy NGINX = Nginx.allowing(FEW);

    private final ScriptedServer origin = ScriptedServer.start();

    @AfterEach
    void close() {
        origin.close();
    }

    @OneOrEachTransport
    void those_that_find_no_place_get_one_in_time(String transport) throws Exception {
        try (SseClient client = NGINX.client(transport, Front.HTTP_2)) {
            var crowd = new Crowd(NGINX, origin, client).join(MANY);

            origin.awaitRequests(FEW);
            crowd.awaitEndOfEach();
        }
    }

    @OneOrEachTransport
    void they_are_shared_out_among_as_many_connections_as_are_needed(String transport) throws Exception {
        assumeFalse(transport.equals("jdkhttp"), "the JDK makes one connection, and no stream beyond what that allows");
        try (SseClient client = NGINX.client(transport, Front.HTTP_2)) {
            var crowd = new Crowd(NGINX, origin, client).join(MANY);

            crowd.awaitAllTogether();
            assertThat(crowd.shares()).hasSize(MANY / FEW).containsOnly((long) FEW);
            crowd.awaitEndOfEach();
        }
    }
}
