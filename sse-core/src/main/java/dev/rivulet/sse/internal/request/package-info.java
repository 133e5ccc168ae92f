/** What the next request says: headers, cookies, Last-Event-ID, redirects. */
@NullMarked
package dev.rivulet.sse.internal.request;

import org.jspecify.annotations.NullMarked;
