package dev.rivulet.sse.cli;

import dev.rivulet.sse.spi.TransportProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The providers of transports that are there.
 *
 * @param found those that can be asked, in the order in which they are tried
 * @param broken what is wrong with the others
 */
record Providers(List<TransportProvider> found, List<String> broken) {
    private static final int MOST_FAULTS = 100;

    static Providers find() {
        return find(TransportProvider.class.getClassLoader());
    }

    static Providers find(ClassLoader loader) {
        List<TransportProvider> found = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        var services = ServiceLoader.load(TransportProvider.class, loader).iterator();
        // A broken one throws from hasNext() or next(), and the others come behind it.
        while (broken.size() < MOST_FAULTS) {
            try {
                if (!services.hasNext()) {
                    break;
                }
                found.add(services.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                broken.add(reason(e));
            }
        }
        found.sort(
                Comparator.comparingInt(TransportProvider::priority).reversed().thenComparing(TransportProvider::name));
        return new Providers(List.copyOf(found), List.copyOf(broken));
    }

    List<String> names() {
        return found.stream().map(TransportProvider::name).toList();
    }

    /** A throwable's message and its cause, on one line. */
    static String reason(Throwable thrown) {
        String message = thrown.getMessage();
        Throwable cause = thrown.getCause();
        String reason = (message == null ? thrown.toString() : message) + (cause == null ? "" : " (" + cause + ")");
        return reason.replaceAll("\\s*\\R\\s*", " ");
    }
}
