package dev.rivulet.sse.simd;

import dev.rivulet.sse.spi.TextScanner;
import dev.rivulet.sse.spi.TextScannerProvider;

/**
 * Offers vectors to the parser, where the application runs with {@code --add-modules jdk.incubator.vector} on a processor
 * that has some. For {@link java.util.ServiceLoader}.
 */
public final class VectorScannerProvider implements TextScannerProvider {
    private static final String MODULE = "jdk.incubator.vector";
    private static final int FEWEST_BITS = 128;

    /** For {@link java.util.ServiceLoader}. */
    public VectorScannerProvider() {}

    @Override
    public TextScanner create() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            throw new UnsupportedOperationException("vectors need the option of java --add-modules " + MODULE);
        }
        int bits = VectorScanner.SPECIES.vectorBitSize();
        if (bits < FEWEST_BITS) {
            throw new UnsupportedOperationException("this processor's vectors have " + bits + " bits only");
        }
        return new VectorScanner();
    }

    @Override
    public String description() {
        return "vectors of " + VectorScanner.SPECIES.vectorBitSize() + " bits";
    }
}
