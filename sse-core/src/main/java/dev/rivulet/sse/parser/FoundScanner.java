package dev.rivulet.sse.parser;

import dev.rivulet.sse.spi.TextScanner;
import dev.rivulet.sse.spi.TextScannerProvider;
import java.util.Iterator;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The one look for a {@link TextScanner}. What is found is logged, and why something is not used. */
final class FoundScanner {
    private static final int MOST_FAULTS = 10;

    private FoundScanner() {}

    /** The first that works here; null for the core's own search. */
    static @Nullable TextScanner find() {
        Iterator<TextScannerProvider> services = ServiceLoader.load(
                        TextScannerProvider.class, FoundScanner.class.getClassLoader())
                .iterator();
        for (int faults = 0; faults < MOST_FAULTS; faults++) {
            try {
                // Either throws for a broken one, and continues after it when called again.
                if (!services.hasNext()) {
                    return null;
                }
                TextScannerProvider provider = services.next();
                TextScanner scanner = provider.create();
                log("Event streams are searched with " + provider.description() + ".");
                return scanner;
            } catch (VirtualMachineError e) {
                throw e;
            } catch (Throwable e) {
                log("A scanner for event streams is not used: " + reason(e) + ".");
            }
        }
        return null;
    }

    private static String reason(Throwable e) {
        String said = e.getMessage();
        return e instanceof UnsupportedOperationException && said != null ? said : e.toString();
    }

    private static void log(String text) {
        try {
            System.getLogger("dev.rivulet.sse").log(System.Logger.Level.INFO, text);
        } catch (RuntimeException e) {
            // The log is the application's: parsing does not depend on it.
        }
    }
}
