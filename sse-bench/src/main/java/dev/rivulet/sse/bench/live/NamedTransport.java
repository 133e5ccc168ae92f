package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.bench.results.Role;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportProviders;
import dev.rivulet.sse.spi.TransportUnavailableException;
import java.util.List;

/**
 * Our client over the transport of this name, which the class path has: anybody's.
 *
 * @param name what its provider answers
 * @param inline whether events are delivered on the transport's thread
 */
record NamedTransport(String name, boolean inline) implements Subject {
    static final String PREFIX = "transport:";

    private static final String INLINE = ":inline";

    static NamedTransport parse(String key) {
        String rest = key.substring(PREFIX.length());
        return rest.endsWith(INLINE)
                ? new NamedTransport(rest.substring(0, rest.length() - INLINE.length()), true)
                : new NamedTransport(rest, false);
    }

    /** With the reason why it does not work here, if it does not. */
    static Transport open(String name) throws TransportUnavailableException {
        TransportProviders providers = TransportProviders.find();
        for (TransportProvider provider : providers.found()) {
            if (provider.name().equals(name)) {
                return TransportProviders.create(provider, TransportConfig.defaults());
            }
        }
        throw new TransportUnavailableException("no transport " + name + " on the class path, only " + providers.names()
                + (providers.broken().isEmpty() ? "" : "; broken: " + providers.broken()));
    }

    @Override
    public String key() {
        return PREFIX + name + (inline ? INLINE : "");
    }

    @Override
    public LiveClient client(boolean many) throws TransportUnavailableException {
        return new RivuletClient(open(name), inline ? Delivery.inline() : Delivery.defaults());
    }

    @Override
    public List<String> jvmOptions() {
        return List.of();
    }

    @Override
    public Role role() {
        return Role.OURS;
    }

    @Override
    public String toString() {
        return "rivulet " + name + (inline ? ", inline" : "");
    }
}
