import org.jspecify.annotations.NullMarked;

/** Test tools for streams and transports: a scripted server, a fake transport, virtual time. */
@NullMarked
module dev.rivulet.sse.testkit {
    requires transitive dev.rivulet.sse;
    requires static transitive org.jspecify;

    exports dev.rivulet.sse.testkit;
    exports dev.rivulet.sse.testkit.simulation;
}
