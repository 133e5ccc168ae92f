/** What an application uses: the client, its requests, and what it streams. */
@NullMarked
package dev.rivulet.sse;

import org.jspecify.annotations.NullMarked;
