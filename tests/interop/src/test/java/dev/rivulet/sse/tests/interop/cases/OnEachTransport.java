package dev.rivulet.sse.tests.interop.cases;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A class of tests for each transport on the class path, whose name its constructor gets. {@code verify} runs each test over
 * one of them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("transports")
@ParameterizedClass(name = "{0}", quoteTextArguments = false)
@MethodSource("dev.rivulet.sse.tests.support.TransportNames#inTurns")
@ExtendWith(OneInVerify.class)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(600)
@interface OnEachTransport {}
