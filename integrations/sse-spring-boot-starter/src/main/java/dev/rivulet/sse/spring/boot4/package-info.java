/** What only Spring Boot 4 has: its health contributors. */
@NullMarked
package dev.rivulet.sse.spring.boot4;

import org.jspecify.annotations.NullMarked;
