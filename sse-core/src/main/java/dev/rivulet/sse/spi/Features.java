package dev.rivulet.sse.spi;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a transport declares of itself, the same at all times. The session acts on it: it sends no id that cannot be sent.
 * Immutable: {@code add}, {@code remove} and a method with an argument return a changed copy.
 *
 * <p>The compatibility kit holds a transport to what is declared here (<b>features-1</b>).
 */
public final class Features {
    private final Set<String> protocols;
    private final int overrunBytes;
    private final Set<Feature> supported;

    private Features(Set<String> protocols, int overrunBytes, Set<Feature> supported) {
        if (protocols.isEmpty() || overrunBytes < 0) {
            throw new IllegalArgumentException(
                    "a protocol is needed, and no negative overrun: " + protocols + ", " + overrunBytes);
        }
        this.protocols = Set.copyOf(protocols);
        this.overrunBytes = overrunBytes;
        this.supported = Set.copyOf(supported);
    }

    /**
     * These protocols with exact credit, and nothing else.
     *
     * @param protocols as in {@link dev.rivulet.sse.http.ResponseHead#protocol()}: {@code http/1.1}, {@code h2},
     *     {@code h3}
     * @throws IllegalArgumentException if there is none
     */
    public static Features of(String... protocols) {
        return new Features(Set.of(requireNonNull(protocols, "protocols")), 0, Set.of());
    }

    /** With these features too. */
    public Features add(Feature... more) {
        Set<Feature> all = EnumSet.noneOf(Feature.class);
        all.addAll(supported);
        all.addAll(Set.of(requireNonNull(more, "more")));
        return new Features(protocols, overrunBytes, all);
    }

    /** Without these features. */
    public Features remove(Feature... fewer) {
        Set<Feature> all = EnumSet.noneOf(Feature.class);
        all.addAll(supported);
        all.removeAll(Set.of(requireNonNull(fewer, "fewer")));
        return new Features(protocols, overrunBytes, all);
    }

    /**
     * How many bytes it may deliver, or take from a connection and keep, beyond a granted burst; 0, the default, for exact
     * credit.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Features overrunBytes(int bytes) {
        return new Features(protocols, bytes, supported);
    }

    /** The protocols it speaks. Unmodifiable. */
    public Set<String> protocols() {
        return protocols;
    }

    /** As set by {@link #overrunBytes(int)}. */
    public int overrunBytes() {
        return overrunBytes;
    }

    /** What else it can do. Unmodifiable. */
    public Set<Feature> supported() {
        return supported;
    }

    /** Whether this feature is declared. */
    public boolean has(Feature feature) {
        return supported.contains(requireNonNull(feature, "feature"));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Features features
                && protocols.equals(features.protocols)
                && overrunBytes == features.overrunBytes
                && supported.equals(features.supported);
    }

    @Override
    public int hashCode() {
        return Objects.hash(protocols, overrunBytes, supported);
    }

    @Override
    public String toString() {
        return "Features[protocols=" + protocols + ", overrunBytes=" + overrunBytes + ", supported=" + supported + "]";
    }
}
