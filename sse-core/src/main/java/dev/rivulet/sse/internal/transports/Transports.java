package dev.rivulet.sse.internal.transports;

import dev.rivulet.sse.internal.log.CoreLog;
import dev.rivulet.sse.internal.log.Level;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportProviders;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses a transport: by name, by {@code -Drivulet.transport}, by priority. One log line says which, and why. */
public final class Transports {
    private static final CoreLog LOG = CoreLog.INSTANCE;
    private static final String PROPERTY = "rivulet.transport";
    private static final String OURS = String.join(", ", TransportProviders.ARTIFACTS);
    private static final String YOURS = "One of your own has to be named: in META-INF/services/"
            + TransportProvider.class.getName() + " of its jar, and with \"provides\" in its module-info.";

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
        ProviderProbe trial = ProviderProbe.of(all.found(), config);
        List<String> reasons = new ArrayList<>(all.broken());
        reasons.addAll(trial.reasons());
        if (trial.works() != null) {
            int priority = trial.works().provider().priority();
            List<String> lower =
                    all.names().subList(trial.failed().size() + 1, all.names().size());
            String why = "the highest priority (" + priority + ") of those that work"
                    + (lower.isEmpty() ? "" : "; not tried: " + String.join(", ", lower));
            return chosen(trial.works(), why, reasons);
        }
        if (reasons.isEmpty()) {
            throw new IllegalStateException("No transport was found, neither by the class loader of dev.rivulet.sse nor"
                    + " by the thread's. Add an artifact that brings one: " + OURS + ". " + YOURS);
        }
        throw trial.failure("No transport works here: " + String.join("; ", reasons)
                + ". Add an artifact that brings another: " + OURS + ".");
    }

    private static ChosenTransport named(String name, String how, TransportConfig config) {
        TransportProviders all = TransportProviders.find();
        List<TransportProvider> candidates =
                all.found().stream().filter(one -> one.name().equals(name)).toList();
        if (candidates.isEmpty()) {
            throw absent(name, how, all);
        }
        ProviderProbe trial = ProviderProbe.of(candidates, config);
        if (trial.works() != null) {
            return chosen(trial.works(), "chosen " + how, trial.reasons());
        }
        String reasons =
                candidates.size() == 1 ? trial.failed().get(0).why().reason() : String.join("; ", trial.reasons());
        throw trial.failure("The transport \"" + name + "\" (" + how + ") does not work here: " + reasons);
    }

    private static ChosenTransport chosen(ProviderProbe.Working works, String why, List<String> passedOver) {
        String name = works.provider().name();
        LOG.log(
                Level.INFO,
                () -> "transport " + name + ": " + why
                        + (passedOver.isEmpty() ? "" : "; not usable: " + String.join("; ", passedOver)));
        return new ChosenTransport(name, works.transport(), true);
    }

    private static IllegalStateException absent(String name, String how, TransportProviders all) {
        String found = all.found().isEmpty() ? "none" : String.join(", ", all.names());
        String broken = all.broken().isEmpty() ? "" : "; broken: " + String.join("; ", all.broken());
        return new IllegalStateException("There is no transport \"" + name + "\" (" + how + "). Found: " + found
                + broken + ". Add the artifact that brings it; ours: " + OURS + ". " + YOURS);
    }
}
