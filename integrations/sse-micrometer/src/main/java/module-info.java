import org.jspecify.annotations.NullMarked;

/** A client's streams as meters of Micrometer. */
@NullMarked
module dev.rivulet.sse.micrometer {
    requires transitive dev.rivulet.sse;
    requires transitive micrometer.core;
    requires static transitive org.jspecify;

    exports dev.rivulet.sse.micrometer;
}
