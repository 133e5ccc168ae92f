package dev.rivulet.sse.tests.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** A test with the name of each transport on the class path, and with each {@link Front} for each of them. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag("transports")
@ParameterizedTest(name = "{0} {1}")
@ArgumentsSource(TransportsOfThisPart.class)
public @interface EachTransportAndFront {}
