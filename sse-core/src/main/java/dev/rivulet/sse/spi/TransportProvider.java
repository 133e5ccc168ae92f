package dev.rivulet.sse.spi;

import dev.rivulet.sse.spi.TransportConfig.HttpVersion;

/**
 * Makes a {@link Transport}. It is a public class with a public constructor without arguments, and {@link
 * java.util.ServiceLoader} finds it:
 *
 * <ul>
 *   <li>on the class path by a line with its name in the file {@code
 *       META-INF/services/dev.rivulet.sse.spi.TransportProvider};
 *   <li>on the module path by {@code provides dev.rivulet.sse.spi.TransportProvider with …} in its module's {@code
 *       module-info}. The class path does not read that: ship both.
 * </ul>
 *
 * <p>The constructor, {@link #name()}, {@link #priority()} and {@link #speaks} touch no network library, so that a provider whose library
 * is missing can still be listed, with the reason that {@link #create} throws. They may be called often, from any thread,
 * and always answer the same.
 *
 * @see TransportProviders how they are found and listed
 */
public interface TransportProvider {
    /**
     * A short lower-case word, by which users choose: {@code jdkhttp}, {@code netty}. Without white space; a provider
     * whose name is null, empty or has some counts as broken.
     *
     * <p>Names are not registered centrally. If two providers share a name, the one with the higher priority is tried first
     * and the other one is the fallback, whether or not the user chose the name.
     */
    String name();

    /**
     * The highest wins where the user names none; of equal ones the name that sorts first. Ours: http3 1, okhttp 5,
     * jdkhttp 10, altsvc 15, netty 20, iouring 30.
     */
    int priority();

    /**
     * Whether {@link #create} may be asked for this highest version. A client that names no transport tries those that say
     * so, and no client asks the others for HTTP/3. What says so and cannot do it here is refused by {@link #create}.
     *
     * <p>Unless it is overridden: all versions but HTTP/3. A transport that speaks HTTP/1.1 only has nothing to override,
     * since a lower version than the highest is always right.
     *
     * @param highest {@link TransportConfig#httpVersion()}
     */
    default boolean speaks(HttpVersion highest) {
        return highest.compareTo(HttpVersion.HTTP_3) < 0;
    }

    /**
     * Makes a transport. Creating is probing: what could fail later for want of a library, a kernel feature or a
     * permission fails here. Called from the thread that makes the client, which then closes the transport with itself;
     * each call makes a new one.
     *
     * <p>Whatever else is thrown, {@link LinkageError} of a missing library included, and a return of null count as
     * unavailable too; only {@link VirtualMachineError} is passed on. What was opened before a failure is the provider's
     * to close.
     *
     * @throws TransportUnavailableException with the reason and what to do, if it cannot work here
     */
    Transport create(TransportConfig config) throws TransportUnavailableException;
}
