package dev.rivulet.sse.internal.recorder;

/** Finds where the next event of a stream begins whose beginning is missing: after a blank line. */
final class EventBoundary {
    private boolean isAtLineStart;
    private boolean isAfterReturn;
    private boolean isFound;

    boolean isFound() {
        return isFound;
    }

    /** Returns the place after the blank line in the next bytes, or their length if there is none. */
    int in(byte[] bytes) {
        for (int at = 0; at < bytes.length; at++) {
            byte next = bytes[at];
            if (isFound) { // a line feed may belong to the blank line
                return next == '\n' && isAfterReturn ? at + 1 : at;
            }
            see(next);
        }
        return bytes.length;
    }

    private void see(byte next) {
        if (next == '\n' && isAfterReturn) {
            isAfterReturn = false;
        } else if (next == '\n' || next == '\r') {
            isFound = isAtLineStart;
            isAtLineStart = true;
            isAfterReturn = next == '\r';
        } else {
            isAtLineStart = false;
            isAfterReturn = false;
        }
    }
}
