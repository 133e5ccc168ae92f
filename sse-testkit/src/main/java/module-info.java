import org.jspecify.annotations.NullMarked;

/** Test tools for streams and transports: a scripted server, a fake transport, virtual time, and a compatibility kit. */
@NullMarked
module dev.rivulet.sse.testkit {
    requires transitive dev.rivulet.sse;
    requires static transitive org.jspecify;
    requires static org.junit.jupiter.api;
    requires static org.junit.jupiter.params;

    exports dev.rivulet.sse.tck;
    exports dev.rivulet.sse.testkit;

    opens dev.rivulet.sse.tck;
}
