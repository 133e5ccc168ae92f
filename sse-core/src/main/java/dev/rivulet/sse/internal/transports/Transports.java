package dev.rivulet.sse.internal.transports;

import dev.rivulet.sse.internal.log.CoreLog;
import dev.rivulet.sse.internal.log.Level;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportProviders;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a transport: by name, by {@code -Drivulet.transport}, or by priority among those that speak the highest version of
 * HTTP that is wanted. One log line says which, and why.
 */
public final class Transports {
    private static final CoreLog LOG = CoreLog.INSTANCE;
    private static final String PROPERTY = "rivulet.transport";

    private Transports() {}

    /**
     * Chooses.
     *
     * @param byName null where the user's code names none
     * @throws IllegalStateException if there is none, or the named one is absent or does not work: the message has each
     *     reason; the cause and what is suppressed are what was thrown
     */
    public static ChosenTransport choose(@Nullable String byName, TransportConfig config) {
        if (byName != null) {
            return named(byName, "by name", config);
        }
        String property = System.getProperty(PROPERTY);
        if (property != null && !property.isBlank()) {
            return named(property.strip(), "by -D" + PROPERTY, config);
        }
        return best(config);
    }

    private static ChosenTransport best(TransportConfig config) {
        TransportProviders all = TransportProviders.find();
        List<TransportProvider> candidates = all.speaking(config.httpVersion());
        ProviderProbe trial = ProviderProbe.of(candidates, config);
        List<String> reasons = new ArrayList<>(all.broken());
        reasons.addAll(trial.reasons());
        if (trial.works() == null) {
            throw NoTransport.works(all, trial, reasons, config);
        }
        int priority = trial.works().provider().priority();
        List<String> lower = candidates.stream()
                .skip(trial.failed().size() + 1L)
                .map(TransportProvider::name)
                .toList();
        String why = "the highest priority (" + priority + ") of those that work" + NoTransport.with(config)
                + (lower.isEmpty() ? "" : "; not tried: " + String.join(", ", lower));
        return chosen(trial.works(), why, reasons);
    }

    private static ChosenTransport named(String name, String how, TransportConfig config) {
        TransportProviders all = TransportProviders.find();
        List<TransportProvider> candidates = ofName(name, all.found());
        if (candidates.isEmpty()) {
            throw NoTransport.ofThisName(name, how, all);
        }
        if (NoTransport.isHttp3(config)) {
            candidates = ofName(name, all.speaking(config.httpVersion()));
        }
        if (candidates.isEmpty()) {
            throw NoTransport.speaksHttp3(name, how);
        }
        ProviderProbe trial = ProviderProbe.of(candidates, config);
        if (trial.works() != null) {
            return chosen(trial.works(), "chosen " + how, trial.reasons());
        }
        String reasons =
                candidates.size() == 1 ? trial.failed().get(0).why().reason() : String.join("; ", trial.reasons());
        throw trial.failure("The transport \"" + name + "\" (" + how + ") does not work here: " + reasons);
    }

    private static List<TransportProvider> ofName(String name, List<TransportProvider> providers) {
        return providers.stream().filter(one -> one.name().equals(name)).toList();
    }

    private static ChosenTransport chosen(ProviderProbe.Working works, String why, List<String> passedOver) {
        String name = works.provider().name();
        LOG.log(Level.INFO, () -> "transport " + name + ": " + why + NoTransport.listed("; not usable: ", passedOver));
        return new ChosenTransport(name, works.transport(), true);
    }
}
