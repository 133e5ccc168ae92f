/** The connector's options, and the settings that are made of them. */
@NullMarked
package dev.rivulet.sse.kafka.config;

import org.jspecify.annotations.NullMarked;
