package dev.rivulet.sse.parser;

import dev.rivulet.sse.spi.TextScanner;
import dev.rivulet.sse.spi.TextScannerProvider;
import java.util.Arrays;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one look for a {@link TextScanner}. What is found is logged, and why something is not used. Nothing is thrown,
 * whatever a provider or the application's log does: parsing depends on neither.
 */
final class FoundScanner {
    /** A class loader that can list nothing says so each time it is asked. */
    private static final int MOST_FAULTS = 100;

    private FoundScanner() {}

    /** The first that works here; null for the core's own search. */
    static @Nullable TextScanner find() {
        try {
            var services = ServiceLoader.load(TextScannerProvider.class, FoundScanner.class.getClassLoader());
            return search(services.iterator(), FoundScanner::log);
        } catch (Throwable e) {
            return null; // out of memory, say: the core's own search needs none
        }
    }

    static @Nullable TextScanner search(Iterator<TextScannerProvider> services, Consumer<String> log) {
        for (int faults = 0; faults < MOST_FAULTS; faults++) {
            try {
                // Either throws for a broken one, and continues after it when called again.
                if (!services.hasNext()) {
                    return null;
                }
                TextScannerProvider provider = services.next();
                TextScanner scanner = provider.create();
                String description = provider.description();
                requireWorking(scanner);
                write(log, "Event streams are searched with " + description + ".");
                return scanner;
            } catch (Throwable e) {
                write(log, "A scanner for event streams is not used: " + reason(e) + ".");
            }
        }
        return null;
    }

    /** One that is broken would break every stream. */
    private static void requireWorking(@Nullable TextScanner scanner) {
        if (scanner == null) {
            throw new UnsupportedOperationException("its provider returned null");
        }
        byte[] text = new byte[1 << 10];
        Arrays.fill(text, (byte) 'x');
        text[100] = '\n';
        text[200] = (byte) 0xC3;
        if (scanner.textEnd(text, 0, 300) != 100
                || scanner.textEnd(text, 101, 300) != 200
                || scanner.controlEnd(text, 101, 300) != 300) {
            throw new UnsupportedOperationException("it does not find what is there");
        }
    }

    private static String reason(Throwable e) {
        try {
            String said = e.getMessage();
            if (e instanceof ServiceConfigurationError && e.getCause() != null) {
                return said + " (" + e.getCause() + ")";
            }
            return e instanceof UnsupportedOperationException && said != null ? said : e.toString();
        } catch (Throwable again) {
            return e.getClass().getName();
        }
    }

    private static void write(Consumer<String> log, String text) {
        try {
            log.accept(text);
        } catch (Throwable lost) {
            // There is no other place to report it.
        }
    }

    @JvmOnly
    private static void log(String text) {
        System.getLogger("dev.rivulet.sse").log(System.Logger.Level.INFO, text);
    }
}
