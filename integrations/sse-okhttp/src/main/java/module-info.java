import org.jspecify.annotations.NullMarked;

/** The transport on OkHttp. */
@NullMarked
module dev.rivulet.sse.okhttp {
    requires transitive dev.rivulet.sse;
    requires java.logging;
    requires transitive okhttp3;
    requires static transitive org.jspecify;

    exports dev.rivulet.sse.okhttp;

    provides dev.rivulet.sse.spi.TransportProvider with
            dev.rivulet.sse.okhttp.OkHttpProvider;
}
