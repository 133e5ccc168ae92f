package dev.rivulet.sse.spring.boot;

import dev.rivulet.sse.ClientObserver;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.spi.TransportConfig;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;

/** Makes clients with the observers and customizers of the application. */
final class ClientFactory {
    private final @Nullable String transport;
    private final List<ClientObserver> observers;
    private final List<SseClientCustomizer> customizers;
    private final Supplier<SslBundles> bundles;

    ClientFactory(
            @Nullable String transport,
            List<ClientObserver> observers,
            List<SseClientCustomizer> customizers,
            Supplier<SslBundles> bundles) {
        this.transport = transport;
        this.observers = observers;
        this.customizers = customizers;
        this.bundles = bundles;
    }

    /** Throws if the bundle is unknown, or the transport does not work here, with the reason. */
    SseClient make(@Nullable String ownTransport, @Nullable String bundle) {
        SseClient.Builder builder = SseClient.builder();
        String name = ownTransport != null ? ownTransport : transport;
        if (name != null) {
            builder.transport(name);
        }
        if (bundle != null) {
            builder.transportConfig(TransportConfig.defaults()
                    .sslContext(bundles.get().getBundle(bundle).createSslContext()));
        }
        observers.forEach(builder::observer);
        customizers.forEach(each -> each.customize(builder));
        return builder.build();
    }
}
