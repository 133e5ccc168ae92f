import org.jspecify.annotations.NullMarked;

/** A client's streams as meters and observations of Micrometer. */
@NullMarked
module dev.rivulet.sse.micrometer {
    requires transitive dev.rivulet.sse;
    requires micrometer.commons;
    requires transitive micrometer.core;
    requires transitive micrometer.observation;
    requires static transitive org.jspecify;

    exports dev.rivulet.sse.micrometer;
}
