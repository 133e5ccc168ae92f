package dev.rivulet.sse.spring.boot.slice;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application with more than its listeners. */
@SpringBootApplication
class Market {}
