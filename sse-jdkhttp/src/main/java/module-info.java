import org.jspecify.annotations.NullMarked;

/** The transport on the JDK's own HTTP client. */
@NullMarked
module dev.rivulet.sse.jdkhttp {
    requires transitive dev.rivulet.sse;
    requires transitive java.net.http;
    requires static transitive org.jspecify;

    exports dev.rivulet.sse.jdkhttp;

    provides dev.rivulet.sse.spi.TransportProvider with
            dev.rivulet.sse.jdkhttp.JdkHttpProvider;
}
