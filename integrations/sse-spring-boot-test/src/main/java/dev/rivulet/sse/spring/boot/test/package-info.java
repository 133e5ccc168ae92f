/** Tests of listeners in Spring Boot: {@link dev.rivulet.sse.spring.boot.test.SseTest}. */
@NullMarked
package dev.rivulet.sse.spring.boot.test;

import org.jspecify.annotations.NullMarked;
