package dev.rivulet.sse.internal.transports;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportProviders;
import dev.rivulet.sse.spi.TransportUnavailableException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries providers one after the other until one works.
 *
 * @param works null if none does
 * @param failed those that were tried before it
 */
record ProviderProbe(@Nullable Working works, List<Failed> failed) {
    /** What came of a provider that works. */
    record Working(TransportProvider provider, Transport transport) {}

    /** Why one does not. */
    record Failed(TransportProvider provider, TransportUnavailableException why) {}

    static ProviderProbe of(List<TransportProvider> candidates, TransportConfig config) {
        List<Failed> failed = new ArrayList<>();
        for (TransportProvider provider : candidates) {
            try {
                return new ProviderProbe(new Working(provider, TransportProviders.create(provider, config)), failed);
            } catch (TransportUnavailableException e) {
                failed.add(new Failed(provider, e));
            }
        }
        return new ProviderProbe(null, failed);
    }

    /** A line for each that failed, with its class where the name does not tell which one it is. */
    List<String> reasons() {
        return failed.stream()
                .map(one -> label(one.provider()) + ": " + one.why().reason())
                .toList();
    }

    /** With the first exception as the cause, and the others suppressed. */
    IllegalStateException failure(String message) {
        var failure = new IllegalStateException(
                message, failed.isEmpty() ? null : failed.get(0).why());
        failed.stream().skip(1).forEach(other -> failure.addSuppressed(other.why()));
        return failure;
    }

    private String label(TransportProvider provider) {
        long sharing = failed.stream()
                .filter(other -> other.provider().name().equals(provider.name()))
                .count();
        return provider.name() + (sharing == 1 ? "" : " (" + provider.getClass().getName() + ")");
    }
}
