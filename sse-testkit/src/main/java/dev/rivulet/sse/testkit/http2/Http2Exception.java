package dev.rivulet.sse.testkit.http2;

import java.io.IOException;

/** What the other side did against the protocol, with the error code to send. */
public final class Http2Exception extends IOException {
    private static final long serialVersionUID = 1;

    private final int code;

    private Http2Exception(int code, String message) {
        super(message);
        this.code = code;
    }

    public static Http2Exception protocol(String what) {
        return new Http2Exception(1, "PROTOCOL_ERROR: " + what);
    }

    public static Http2Exception flowControl(String what) {
        return new Http2Exception(3, "FLOW_CONTROL_ERROR: " + what);
    }

    public static Http2Exception frameSize(String what) {
        return new Http2Exception(6, "FRAME_SIZE_ERROR: " + what);
    }

    public static Http2Exception compression(String what) {
        return new Http2Exception(9, "COMPRESSION_ERROR: " + what);
    }

    public int code() {
        return code;
    }
}
