package dev.rivulet.sse.tests.interop.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What went wrong in other clients when public services began to answer 403 to requests without a User-Agent, or with
 * that of a programming language's library (RFC 9110, 10.1.5).
 */
@OnEachTransport
class UserAgentCasesTest {
    private static final String WHY = "Please set a user-agent";

    private final String transport;

    UserAgentCasesTest(String transport) {
        this.transport = transport;
    }

    private static Response onlyToProducts(RecordedRequest request) {
        String product = String.join(" and ", request.headers().all("User-Agent"));
        return product.isBlank() || product.startsWith("Java")
                ? Response.status(403).chunk(WHY)
                : Response.stream().chunk("data: " + product + "\n\n").hang();
    }

    @ParameterizedTest
    @EnumSource
    void a_service_that_refuses_the_nameless_gets_the_same_product_from_each_transport(Wire wire) {
        try (var live = Live.over(wire, transport)) {
            live.server.otherwise(UserAgentCasesTest::onlyToProducts);
            Follower follower = live.follow(live.get());
            Follower.await().until(() -> !follower.data.isEmpty());
            assertThat(follower.data).singleElement().asString().matches("rivulet/\\d+\\.\\d+\\S*");
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_users_own_product_replaces_it(Wire wire) {
        try (var live = Live.over(wire, transport)) {
            live.server.otherwise(UserAgentCasesTest::onlyToProducts);
            live.follow(live.get().header("user-agent", "news-reader/2 (mail@example.org)"))
                    .awaitData("news-reader/2 (mail@example.org)");
        }
    }

    @Test
    void a_product_that_is_refused_ends_the_session_with_the_services_explanation() throws Exception {
        try (var live = Live.on(transport)) {
            live.server.otherwise(UserAgentCasesTest::onlyToProducts);
            Follower follower = live.follow(live.get().header("User-Agent", "Java/17"));
            Failure.Response refused =
                    follower.awaitFailed(Failure.HttpError.class).response();
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).isEqualTo(WHY);
            assertThat(live.server.requests()).hasSize(1);
        }
    }
}
