/** The transport on {@link java.net.http.HttpClient}: HTTP/1.1, and HTTP/2 over TLS, with nothing to add to the JDK. */
@NullMarked
package dev.rivulet.sse.jdkhttp;

import org.jspecify.annotations.NullMarked;
