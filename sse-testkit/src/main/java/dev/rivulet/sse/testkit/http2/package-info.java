/**
 * HTTP/2 (RFC 9113) and HPACK (RFC 7541) as far as the scripted server needs them: frames, header compression, flow
 * control. Not exported.
 */
@NullMarked
package dev.rivulet.sse.testkit.http2;

import org.jspecify.annotations.NullMarked;
