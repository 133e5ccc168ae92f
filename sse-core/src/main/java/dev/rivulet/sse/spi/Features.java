package dev.rivulet.sse.spi;

import java.util.Set;

/**
 * What a transport declares of itself.
 *
 * @param protocols as in {@link ResponseHead#protocol()}: {@code http/1.1}, {@code h2}, {@code h3}
 * @param overrunBytes how many bytes it may deliver beyond a granted burst; 0 for exact credit
 * @param obsText whether header values may have bytes from 0x80 on (RFC 9110, 5.5); else only ASCII is sent
 */
public record Features(Set<String> protocols, int overrunBytes, boolean obsText) {
    public Features {
        protocols = Set.copyOf(protocols);
    }
}
