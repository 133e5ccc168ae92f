import org.jspecify.annotations.NullMarked;

/** The core of Rivulet: event stream parser, session, and the SPI for transports. */
@NullMarked
module dev.rivulet.sse {
    requires static java.logging;
    requires static java.management;
    requires static jdk.jfr;
    requires static transitive org.jspecify;

    exports dev.rivulet.sse;
    exports dev.rivulet.sse.http;
    exports dev.rivulet.sse.parser;
    exports dev.rivulet.sse.policy;
    exports dev.rivulet.sse.recording;
    exports dev.rivulet.sse.spi;

    uses dev.rivulet.sse.spi.TextScannerProvider;
    uses dev.rivulet.sse.spi.TransportProvider;
}
