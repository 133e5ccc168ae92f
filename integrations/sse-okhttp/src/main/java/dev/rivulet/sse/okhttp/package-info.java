/** The transport on OkHttp, over a client of its own or over yours: HTTP/1.1, and HTTP/2 over TLS. */
@NullMarked
package dev.rivulet.sse.okhttp;

import org.jspecify.annotations.NullMarked;
