import org.jspecify.annotations.NullMarked;

/** Streams for Spring: annotated methods as listeners, with the life of the application context. */
@NullMarked
module dev.rivulet.sse.spring {
    requires transitive dev.rivulet.sse;
    requires transitive spring.context;
    requires spring.aop;
    requires spring.beans;
    requires spring.core;
    requires static com.fasterxml.jackson.databind;
    requires static org.reactivestreams;
    requires static tools.jackson.databind;
    requires static transitive org.jspecify;

    exports dev.rivulet.sse.spring;

    opens dev.rivulet.sse.spring to
            spring.beans,
            spring.context,
            spring.core;
}
