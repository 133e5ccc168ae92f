package dev.rivulet.sse.tests.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What takes so long, or fails so seldom alone, that {@code verify} leaves it to {@code -Pfull} and {@code -Prest}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("full")
@EnabledIfSystemProperty(named = "rivulet.tests", matches = "full|rest", disabledReason = "left to -Pfull")
public @interface LeftToFull {}
