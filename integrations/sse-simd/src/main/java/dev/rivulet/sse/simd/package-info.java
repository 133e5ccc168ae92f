/** A scanner that takes as many bytes at once as a register of the processor holds. Nothing of it is called by users. */
@NullMarked
package dev.rivulet.sse.simd;

import org.jspecify.annotations.NullMarked;
