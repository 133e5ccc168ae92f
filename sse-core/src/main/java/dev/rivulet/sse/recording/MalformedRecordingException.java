package dev.rivulet.sse.recording;

import java.io.IOException;

/** What was read is not a recording, was written in a newer version of the format, or is damaged. */
public final class MalformedRecordingException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long offset;

    MalformedRecordingException(String message, long offset) {
        super(message);
        this.offset = offset;
    }

    /** How many bytes of the recording before the damage are whole; 0 if it cannot be read at all. */
    public long offset() {
        return offset;
    }
}
