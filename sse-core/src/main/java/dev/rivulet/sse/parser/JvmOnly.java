package dev.rivulet.sse.parser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Uses what Android lacks: the build does not check it, and its caller expects a {@link LinkageError}. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@interface JvmOnly {}
