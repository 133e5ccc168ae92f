import org.jspecify.annotations.NullMarked;

/** The parser's search with vectors. Resolve {@code jdk.incubator.vector} as well: {@code --add-modules jdk.incubator.vector}. */
@NullMarked
module dev.rivulet.sse.simd {
    requires transitive dev.rivulet.sse;
    requires static jdk.incubator.vector;
    requires static transitive org.jspecify;

    exports dev.rivulet.sse.simd;

    provides dev.rivulet.sse.spi.TextScannerProvider with
            dev.rivulet.sse.simd.VectorScannerProvider;
}
