import org.jspecify.annotations.NullMarked;

/** Traces and metrics of event streams by OpenTelemetry. */
@NullMarked
module dev.rivulet.sse.opentelemetry {
    requires transitive dev.rivulet.sse;
    requires transitive io.opentelemetry.api;
    requires io.opentelemetry.context;
    requires static transitive org.jspecify;

    exports dev.rivulet.sse.opentelemetry;
}
