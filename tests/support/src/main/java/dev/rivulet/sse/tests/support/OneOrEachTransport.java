package dev.rivulet.sse.tests.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A test that takes long, with the name of one transport in the build of each change, and of each one in a full build.
 * Where it is {@link LeftToFull}, the full build alone runs it, over each.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag("transports")
@ParameterizedTest(name = "{0}")
@ArgumentsSource(TransportsOfThisPart.class)
public @interface OneOrEachTransport {}
