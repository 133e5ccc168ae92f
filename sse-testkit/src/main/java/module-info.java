import org.jspecify.annotations.NullMarked;

/** Test tools for streams and transports: a scripted server, a fake transport, virtual time, and a compatibility kit. */
@NullMarked
module dev.rivulet.sse.testkit {
    requires transitive dev.rivulet.sse;
    requires static transitive org.jspecify;
    requires static org.junit.jupiter.api;
    requires static org.junit.jupiter.params;
    requires static io.netty.buffer;
    requires static io.netty.codec.classes.quic;
    requires static io.netty.codec.http3;
    requires static io.netty.common;
    requires static io.netty.transport;

    exports dev.rivulet.sse.tck;
    exports dev.rivulet.sse.testkit;

    opens dev.rivulet.sse.tck;
}
