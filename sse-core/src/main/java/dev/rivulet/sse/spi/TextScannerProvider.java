package dev.rivulet.sse.spi;

/**
 * Makes a {@link TextScanner}. {@link java.util.ServiceLoader} finds it with the class loader of {@code sse-core}, once, when
 * the first stream is parsed; of several the first that can be used here. What is not usable is logged with its reason,
 * and the core's own search is used.
 */
public interface TextScannerProvider {
    /**
     * The scanner. This and the provider's constructor may be called where the provider cannot work, on any thread.
     *
     * @throws UnsupportedOperationException with the reason and what to do, if it cannot work here; whatever else is
     *     thrown, {@link LinkageError} included, counts as that too
     */
    TextScanner create();

    /** What it is, for the log: {@code vectors of 512 bits}. Called after {@link #create()}. */
    String description();
}
