/** Whole clients over sockets on loopback, beside their peers: a server in a JVM of its own, each client in one, too. */
package dev.rivulet.sse.bench.live;
