package dev.rivulet.sse.spi;

import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The providers of transports that are there, as a client without settings looks for them.
 *
 * <p>They are looked for with {@link java.util.ServiceLoader}: by the class loader that has the SPI, which sees the class
 * path and the module path of an ordinary application, and then by the context class loader of the calling thread, which
 * sees more in containers and where plug-ins are loaded. A class that both see counts once. Each call looks anew and
 * keeps nothing; there is no registry.
 *
 * <p>Providers are made, and asked their name and priority; no transport is made, so that to be found does not mean to
 * work: {@link #create} says that. All of it runs on the calling thread, which may be any.
 *
 * <p>One that is broken never hides the others, whatever it throws; only what means that the JVM itself is failing
 * ({@link VirtualMachineError}) is passed on.
 *
 * @param found those that can be asked, in the order in which a client tries them: the highest priority first, ties by
 *     name in the order of {@link String#compareTo}, and of one name and priority in the order in which they were found.
 *     Several may have one name: asking for it gives the first of them that works
 * @param broken a line for each of the others: which one it is, as far as that is known, and what is wrong with it. It is
 *     one whose class is missing, does not link or is not a provider; whose constructor, {@code name()} or
 *     {@code priority()} throws; whose name is not a word; or a file of services that cannot be read. For people to read
 */
public record TransportProviders(List<TransportProvider> found, List<String> broken) {
    /** What to add, as {@code group:artifact}, for a transport of ours. */
    public static final List<String> ARTIFACTS = List.of(
            "dev.rivulet:sse-netty",
            "dev.rivulet:sse-jdkhttp",
            "dev.rivulet:sse-iouring",
            "dev.rivulet:sse-okhttp",
            "dev.rivulet:sse-http3");

    /** Copies both lists. */
    public TransportProviders {
        found = List.copyOf(found);
        broken = List.copyOf(broken);
    }

    /** Those that the SPI's class loader finds, then the calling thread's. */
    public static TransportProviders find() {
        return find(Thread.currentThread().getContextClassLoader());
    }

    /**
     * Those that the SPI's class loader finds, then this one in place of the thread's; null for none. For what a client
     * would not find, such as a module layer of one's own: give the client the transport that is made of it.
     */
    public static TransportProviders find(@Nullable ClassLoader further) {
        var search = new ProviderSearch();
        search.in(TransportProvider.class.getClassLoader());
        if (further != null) {
            search.in(further);
        }
        return search.result();
    }

    /** The names of those that were found, in their order. */
    public List<String> names() {
        return found.stream().map(TransportProvider::name).toList();
    }

    /**
     * Those that were found and say that they {@linkplain TransportProvider#speaks speak} this version, in their order: what
     * a client tries that names no transport. One that throws when it is asked is not among them.
     *
     * @param highest {@link TransportConfig#httpVersion()}
     */
    public List<TransportProvider> speaking(HttpVersion highest) {
        return found.stream().filter(each -> speaks(each, highest)).toList();
    }

    private static boolean speaks(TransportProvider provider, HttpVersion highest) {
        try {
            return provider.speaks(highest);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable broken) {
            return false;
        }
    }

    /**
     * Makes a transport as a client does: whatever goes wrong, it is said in one way. The transport is the caller's to
     * close.
     *
     * @throws TransportUnavailableException the provider's own; or one that says what else it threw, which is the cause,
     *     or that it returned null
     */
    public static Transport create(TransportProvider provider, TransportConfig config)
            throws TransportUnavailableException {
        @Nullable Transport transport;
        try {
            transport = provider.create(config);
        } catch (TransportUnavailableException | VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw new TransportUnavailableException(e.toString(), e);
        }
        if (transport == null) {
            throw new TransportUnavailableException(provider.getClass().getName() + ".create returned null");
        }
        return transport;
    }
}
