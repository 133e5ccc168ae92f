package dev.rivulet.sse.netty;

import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * How much data may still come to streams that were reset from here: what their windows allowed the server to send before it
 * saw the reset. On the loop only.
 */
final class ResetWindows {
    private long left;

    ResetWindows(Http2Connection connection, int window) {
        connection.addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamRemoved(Http2Stream stream) {
                left += stream.isResetSent() ? window : 0;
            }
        });
    }

    /** Whether so much may come, which then counts as having come. */
    boolean take(int bytes) {
        boolean mayCome = bytes > 0 && bytes <= left;
        left -= mayCome ? bytes : 0;
        return mayCome;
    }
}
