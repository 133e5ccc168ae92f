package dev.rivulet.sse.spring.boot;

import dev.rivulet.sse.ClientObserver;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.spi.TransportConfig;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
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

    /** The client of streams that have no settings for one. Throws as the other does. */
    SseClient make() {
        return make("", null, null);
    }

    /**
     * The client of a stream with settings for one.
     *
     * @throws InvalidConfigurationPropertyValueException if the bundle is unknown, or the transport does not work here
     */
    SseClient make(String stream, @Nullable String ownTransport, @Nullable String bundle) {
        SseClient.Builder builder = SseClient.builder();
        String name = ownTransport != null ? ownTransport : transport;
        if (name != null) {
            builder.transport(name);
        }
        if (bundle != null) {
            builder.transportConfig(TransportConfig.defaults().sslContext(sslContext(stream, bundle)));
        }
        observers.forEach(builder::observer);
        customizers.forEach(each -> each.customize(builder));
        String property = ownTransport != null ? "rivulet.streams." + stream + ".transport" : "rivulet.transport";
        return name == null ? builder.build() : build(builder, property, name);
    }

    private static SseClient build(SseClient.Builder builder, String property, String transport) {
        try {
            return builder.build();
        } catch (IllegalStateException unusable) {
            throw invalid(property, transport, unusable);
        }
    }

    private SSLContext sslContext(String stream, String bundle) {
        try {
            return bundles.get().getBundle(bundle).createSslContext();
        } catch (NoSuchSslBundleException | IllegalStateException unusable) {
            throw invalid("rivulet.streams." + stream + ".ssl.bundle", bundle, unusable);
        }
    }

    private static RuntimeException invalid(String property, String value, RuntimeException why) {
        var invalid = new InvalidConfigurationPropertyValueException(property, value, String.valueOf(why.getMessage()));
        invalid.addSuppressed(why); // it takes no cause
        return invalid;
    }
}
