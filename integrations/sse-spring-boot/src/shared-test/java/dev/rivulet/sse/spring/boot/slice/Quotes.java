package dev.rivulet.sse.spring.boot.slice;

import org.springframework.stereotype.Component;

/** A listener by the method that it inherits. */
@Component
class Quotes extends Quoted {}
