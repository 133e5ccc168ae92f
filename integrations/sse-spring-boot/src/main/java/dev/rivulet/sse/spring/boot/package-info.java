/** What both Spring Boot starters share: properties, beans and failure analyses. */
@NullMarked
package dev.rivulet.sse.spring.boot;

import org.jspecify.annotations.NullMarked;
