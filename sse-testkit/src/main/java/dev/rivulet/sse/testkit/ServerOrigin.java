package dev.rivulet.sse.testkit;

/**
 * Where a request came from.
 *
 * @param connection from 1
 * @param stream on HTTP/2; otherwise 0
 */
record ServerOrigin(String protocol, int connection, int stream, Leaving leaving) {}
