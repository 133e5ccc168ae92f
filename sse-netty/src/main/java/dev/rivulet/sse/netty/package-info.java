/** The transport on Netty: native epoll or kqueue, or NIO; HTTP/1.1 and HTTP/2, TLS, proxies, Unix domain sockets. */
@NullMarked
package dev.rivulet.sse.netty;

import org.jspecify.annotations.NullMarked;
