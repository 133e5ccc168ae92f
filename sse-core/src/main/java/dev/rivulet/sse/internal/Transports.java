package dev.rivulet.sse.internal;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportUnavailableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds and chooses transports: by name, by {@code -Drivulet.transport}, by priority. One broken hides no other. */
public final class Transports {
    private static final System.Logger LOG = System.getLogger("dev.rivulet.sse");
    private static final String PROPERTY = "rivulet.transport";
    private static final String ADD = "Add an artifact that brings one: dev.rivulet:sse-jdkhttp.";

    private Transports() {}

    public static ChosenTransport choose(@Nullable String byName, TransportConfig config) {
        String property = System.getProperty(PROPERTY);
        if (byName != null) {
            return named(byName, "by name", config);
        }
        if (property != null && !property.isBlank()) {
            return named(property.strip(), "by -D" + PROPERTY, config);
        }
        Found found = find();
        List<String> reasons = new ArrayList<>(found.broken());
        for (TransportProvider provider : found.providers()) {
            try {
                Transport transport = provider.create(config);
                LOG.log(
                        System.Logger.Level.INFO,
                        "transport {0}: the highest priority ({1}) of those that work{2}",
                        provider.name(),
                        provider.priority(),
                        reasons.isEmpty() ? "" : "; not usable: " + reasons);
                return new ChosenTransport(provider.name(), transport, true);
            } catch (TransportUnavailableException | RuntimeException | LinkageError e) {
                reasons.add(provider.name() + ": " + reason(e));
            }
        }
        throw new IllegalStateException(
                (reasons.isEmpty() ? "No transport was found. " : "No transport works here: " + reasons + ". ") + ADD);
    }

    private static ChosenTransport named(String name, String how, TransportConfig config) {
        Found found = find();
        for (TransportProvider provider : found.providers()) {
            if (provider.name().equals(name)) {
                try {
                    Transport transport = provider.create(config);
                    LOG.log(System.Logger.Level.INFO, "transport {0}: chosen {1}", name, how);
                    return new ChosenTransport(name, transport, true);
                } catch (TransportUnavailableException | RuntimeException | LinkageError e) {
                    throw new IllegalStateException(
                            "The transport \"" + name + "\" (" + how + ") does not work here: " + reason(e), e);
                }
            }
        }
        throw new IllegalStateException("There is no transport \"" + name + "\" (" + how + "). Found: "
                + found.providers().stream().map(TransportProvider::name).toList()
                + (found.broken().isEmpty() ? "" : ", broken: " + found.broken()) + ". " + ADD);
    }

    /** What was found: providers in the order of choice, and what was wrong with the others. */
    public record Found(List<TransportProvider> providers, List<String> broken) {}

    /** All providers that the SPI's class loader, then the thread's, can see. Each class counts once. */
    public static Found find() {
        Map<String, TransportProvider> providers = new LinkedHashMap<>();
        List<String> broken = new ArrayList<>();
        collect(TransportProvider.class.getClassLoader(), providers, broken);
        collect(Thread.currentThread().getContextClassLoader(), providers, broken);
        List<TransportProvider> ordered = new ArrayList<>();
        for (TransportProvider provider : providers.values()) {
            try {
                provider.name();
                provider.priority();
                ordered.add(provider);
            } catch (RuntimeException | LinkageError e) {
                broken.add(provider.getClass().getName() + ": " + reason(e));
            }
        }
        ordered.sort(
                Comparator.comparingInt(TransportProvider::priority).reversed().thenComparing(TransportProvider::name));
        return new Found(List.copyOf(ordered), List.copyOf(broken));
    }

    private static void collect(
            @Nullable ClassLoader loader, Map<String, TransportProvider> into, List<String> broken) {
        if (loader == null) {
            return;
        }
        var found = ServiceLoader.load(TransportProvider.class, loader).iterator();
        // A broken provider throws from hasNext() or next(); the loader goes on behind it. Bounded, should it not.
        for (int faults = 0; faults < 100; ) {
            try {
                if (!found.hasNext()) {
                    return;
                }
                TransportProvider provider = found.next();
                into.putIfAbsent(provider.getClass().getName(), provider);
            } catch (ServiceConfigurationError | LinkageError e) {
                faults++;
                String reason = reason(e);
                if (!broken.contains(reason)) {
                    broken.add(reason);
                }
            }
        }
    }

    private static String reason(Throwable e) {
        String message = e.getMessage();
        Throwable cause = e.getCause();
        return (message == null ? e.toString() : message) + (cause == null ? "" : " (" + cause + ")");
    }
}
