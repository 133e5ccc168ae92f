package dev.rivulet.sse.spi;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a transport declares of itself, the same at all times. The session acts on it: it sends no id that cannot be sent.
 * Immutable.
 *
 * <p>The compatibility kit holds a transport to what is declared here (<b>features-1</b>).
 *
 * @param protocols as in {@link ResponseHead#protocol()}: {@code http/1.1}, {@code h2}, {@code h3}
 * @param overrunBytes how many bytes it may deliver, or take from a connection and keep, beyond a granted burst, not
 *     negative; 0 for exact credit
 * @param supported what else it can do
 */
public record Features(Set<String> protocols, int overrunBytes, Set<Feature> supported) {
    /** @throws IllegalArgumentException if there is no protocol, or the overrun is negative */
    public Features {
        protocols = Set.copyOf(protocols);
        supported = Set.copyOf(supported);
        if (protocols.isEmpty() || overrunBytes < 0) {
            throw new IllegalArgumentException(
                    "a protocol is needed, and no negative overrun: " + protocols + ", " + overrunBytes);
        }
    }

    /** These protocols with exact credit, and nothing else. */
    public static Features of(String... protocols) {
        return new Features(Set.of(protocols), 0, Set.of());
    }

    /** With these features too. */
    public Features with(Feature... more) {
        Set<Feature> all = EnumSet.noneOf(Feature.class);
        all.addAll(supported);
        all.addAll(Set.of(more));
        return new Features(protocols, overrunBytes, all);
    }

    /** With an overrun of so many bytes. */
    public Features withOverrunBytes(int bytes) {
        return new Features(protocols, bytes, supported);
    }

    /** Whether this feature is declared. */
    public boolean has(Feature feature) {
        return supported.contains(feature);
    }
}
