package dev.rivulet.sse.spi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One look for providers: each class once; what is wrong with one is written down and not thrown. */
final class ProviderSearch {
    /** A class loader that can list nothing says so each time it is asked. */
    private static final int MOST_FAULTS = 100;

    private static final String SCE_PREFIX = TransportProvider.class.getName() + ": ";

    private final Map<Class<?>, TransportProvider> seen = new LinkedHashMap<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private final Set<String> broken = new LinkedHashSet<>();

    /** A provider, and what it said when it was asked, which is once. */
    private record Candidate(TransportProvider provider, String name, int priority) {}

    /** Looks with this class loader; null is the system's, as for {@code ServiceLoader}. */
    void in(@Nullable ClassLoader loader) {
        Iterator<TransportProvider> services =
                ServiceLoader.load(TransportProvider.class, loader).iterator();
        int faults = 0;
        while (faults < MOST_FAULTS) {
            try {
                // Either throws for a broken one, and continues after it when called again.
                if (!services.hasNext()) {
                    return;
                }
                add(services.next());
            } catch (VirtualMachineError e) {
                throw e;
            } catch (Throwable e) {
                faults++;
                broken.add(described(e));
            }
        }
    }

    TransportProviders result() {
        candidates.sort(Comparator.comparingInt(Candidate::priority).reversed().thenComparing(Candidate::name));
        return new TransportProviders(
                candidates.stream().map(Candidate::provider).toList(), List.copyOf(broken));
    }

    private void add(TransportProvider provider) {
        if (seen.putIfAbsent(provider.getClass(), provider) != null) {
            return;
        }
        try {
            candidates.add(new Candidate(provider, checked(provider.name()), provider.priority()));
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            broken.add(provider.getClass().getName() + ": " + TransportUnavailableException.reason(e));
        }
    }

    /** Options and properties carry names, and lists and logs show them. */
    private static String checked(@Nullable String name) {
        if (name == null) {
            throw new ServiceConfigurationError("name() returned null");
        }
        if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
            throw new ServiceConfigurationError("name() must be a word: \"" + name + "\"");
        }
        return name;
    }

    /** The JDK names the provider, and before it the service, which goes without saying; not so if a class does not link. */
    private static String described(Throwable e) {
        String reason = TransportUnavailableException.reason(e);
        if (e instanceof LinkageError) {
            return "a provider's class cannot be loaded: " + reason;
        }
        return reason.startsWith(SCE_PREFIX) ? reason.substring(SCE_PREFIX.length()) : reason;
    }
}
