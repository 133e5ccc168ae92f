package dev.rivulet.sse.cli;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportProviders;
import dev.rivulet.sse.spi.TransportUnavailableException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The table of transports: each is made, and closed again. */
final class TransportTable {
    private static final HttpVersion HIGHEST = TransportConfig.defaults().httpVersion();

    private final Output out;
    private final String wanted;
    private boolean anyWorks;
    private boolean hasDefault;

    /**
     * A table.
     *
     * @param wanted the name that the user's settings ask for; blank for none
     */
    TransportTable(Output out, String wanted) {
        this.out = out;
        this.wanted = wanted.strip();
    }

    /** Whether any works. */
    boolean print(TransportProviders providers) {
        out.println(out.styled(Style.BOLD, row("NAME", "PRIORITY", "WORKS HERE")));
        for (TransportProvider provider : providers.found()) {
            String which = isShared(provider, providers.names())
                    ? ", " + provider.getClass().getName()
                    : "";
            out.println(row(provider.name(), Integer.toString(provider.priority()), probe(provider) + which));
        }
        for (String reason : providers.broken()) {
            out.println(row("?", "", no(reason)));
        }
        if (providers.found().isEmpty() && providers.broken().isEmpty()) {
            out.println(
                    "None. Add an artifact that brings one: " + String.join(", ", TransportProviders.ARTIFACTS) + ".");
        }
        if (!hasDefault && !wanted.isEmpty()) {
            out.println("-Drivulet.transport=" + wanted + " asks for one that is not there or does not work.");
        }
        return anyWorks;
    }

    private static boolean isShared(TransportProvider provider, List<String> names) {
        return Collections.frequency(names, provider.name()) > 1;
    }

    private String probe(TransportProvider provider) {
        try (Transport transport = TransportProviders.create(provider, TransportConfig.defaults())) {
            var protocols = new TreeSet<>(transport.features().protocols());
            String on = transport.description().isEmpty() ? "" : " on " + transport.description();
            return out.styled(Style.GREEN, "yes") + ": " + String.join(", ", protocols) + on + remark(provider);
        } catch (TransportUnavailableException e) {
            return no(e.reason());
        } catch (RuntimeException | LinkageError e) {
            return no(new TransportUnavailableException(e.toString(), e).reason());
        }
    }

    private String remark(TransportProvider works) {
        anyWorks = true;
        boolean isChosen =
                wanted.isEmpty() ? works.speaks(HIGHEST) : works.name().equals(wanted);
        if (hasDefault || !isChosen) {
            return "";
        }
        hasDefault = true;
        return wanted.isEmpty() ? " (the default)" : " (the default: -Drivulet.transport)";
    }

    private String no(String reason) {
        return out.styled(Style.RED, "no") + ": " + reason;
    }

    private static String row(String name, String priority, String works) {
        return String.format(Locale.ROOT, "%-12s %8s  %s", name, priority, works);
    }
}
