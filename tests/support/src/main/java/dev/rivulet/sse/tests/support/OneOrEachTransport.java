package dev.rivulet.sse.tests.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test that takes long, with the name of one transport in the build of each change, and of each one in a full build. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag("transports")
@ParameterizedTest(name = "{0}")
@MethodSource("dev.rivulet.sse.tests.support.TransportNames#costly")
public @interface OneOrEachTransport {}
