package dev.rivulet.sse.spi;

/**
 * Makes a {@link Transport}; found by {@code ServiceLoader}. Its public no-argument constructor, {@link #name()} and
 * {@link #priority()} touch no network library, so that a provider whose library is missing can still be listed.
 */
public interface TransportProvider {
    /** A short lower-case name, by which users choose: {@code jdkhttp}, {@code netty}. */
    String name();

    /** The highest wins where the user names none. Ours: jdkhttp 10, netty 20, io_uring 30. */
    int priority();

    /**
     * Makes a transport. Creating is probing: what could fail later for want of a library, a kernel feature or a
     * permission fails here. Called from the thread that makes the client.
     *
     * @throws TransportUnavailableException with the reason and what to do, if it cannot work here
     */
    Transport create(TransportConfig config) throws TransportUnavailableException;
}
