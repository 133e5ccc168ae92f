package dev.rivulet.sse.iouring;

import dev.rivulet.sse.tests.support.LeftToFull;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Tests that are left to {@code -Pfull}, in a JVM in which Netty receives with multishot. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@LeftToFull
@DisabledIfSystemProperty(
        named = "io.netty.iouring.recvMultiShotEnabled",
        matches = "false",
        disabledReason = "Netty does not receive with multishot in this run")
@interface WithMultishot {}
