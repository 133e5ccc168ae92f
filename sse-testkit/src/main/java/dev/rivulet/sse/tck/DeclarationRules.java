package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.Response;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules of {@code Features} and {@code TransportConfig}: what a transport says of itself, and what it refuses. */
abstract class DeclarationRules extends Topic {
    DeclarationRules(Subject subject) {
        super(subject);
    }

    @ParameterizedTest
    @EnumSource
    void features_1_they_are_the_same_at_all_times(Lane lane) {
        TckFixture stage = stage(lane, Response.stream().chunk("a"));
        Features declared = stage.features;
        stage.get().readAll().awaitEnd();
        assertEquals(declared, stage.transport.features(), "after an exchange");
        stage.transport.close();
        assertEquals(declared, stage.transport.features(), "after close");
        assertEquals(declared, stage(lane).features, "of another one, made alike");
    }

    @ParameterizedTest
    @EnumSource
    void features_1_the_protocol_that_is_spoken_is_declared(Lane lane) {
        TckFixture stage = stage(lane, Response.status(204));
        String spoken = stage.get().awaitHead().protocol();
        assertTrue(stage.features.protocols().contains(spoken), () -> spoken + " is not in " + stage.features);
        assertEquals(stage.server.awaitRequest(1).protocol(), spoken);
    }

    @Test
    void config_1_a_context_for_tls_is_refused_by_who_cannot_use_it() {
        assumeFalse(features().has(Feature.TLS), "The transport declares Feature.TLS, so that it refuses no context.");
        isRefused(TransportConfig.defaults().sslContext(Lane.CERTIFICATE.client()));
    }

    @Test
    void config_1_a_proxy_is_refused_by_who_cannot_use_it() {
        assumeFalse(
                features().has(Feature.PROXY), "The transport declares Feature.PROXY, so that it refuses no proxy.");
        isRefused(TransportConfig.defaults()
                .proxySelector(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9))));
    }

    private void isRefused(TransportConfig config) {
        assertFalse(isMade(config), "it should have been refused, since the features do not have it");
    }
}
