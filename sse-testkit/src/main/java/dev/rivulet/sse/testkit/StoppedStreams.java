package dev.rivulet.sse.testkit;

import io.netty.handler.codec.quic.QuicStreamChannel;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Asks QUIC whether a stream can still be written to, which Netty keeps to itself: of a stream whose reader has stopped it
 * (RFC 9000, 3.5), it informs only a writer, and not even that one once the stream is closed. On the loop only.
 */
final class StoppedStreams {
    private static @Nullable Method capacity;

    private StoppedStreams() {}

    static boolean isStopped(QuicStreamChannel stream) {
        try {
            Method method = capacity == null ? find(stream) : capacity;
            capacity = method;
            return (Long) method.invoke(stream.parent(), stream.streamId()) < 0;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of Netty is not known", e);
        }
    }

    private static Method find(QuicStreamChannel stream) throws ReflectiveOperationException {
        Method method = stream.parent().getClass().getDeclaredMethod("streamCapacity", long.class);
        method.setAccessible(true);
        return method;
    }
}
