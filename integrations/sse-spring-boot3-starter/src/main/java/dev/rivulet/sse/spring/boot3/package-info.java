/** What only Spring Boot 3.5 has: its health indicators. */
@NullMarked
package dev.rivulet.sse.spring.boot3;

import org.jspecify.annotations.NullMarked;
