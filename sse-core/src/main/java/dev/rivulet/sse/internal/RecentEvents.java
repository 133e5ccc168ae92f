package dev.rivulet.sse.internal;

import dev.rivulet.sse.EventView;
import dev.rivulet.sse.policy.Dedup;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The last events that had an id of their own, as hashes with the connection they came on, and the rule that tells a
 * duplicate. The ring grows as it fills, so that a stream without ids has none.
 */
final class RecentEvents {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long PRIME = 0x9E3779B97F4A7C15L;
    private static final int FIRST_SIZE = 16;

    private final Dedup.Mode mode;
    private final int most;
    private long[] hashes = {};
    private int[] connections = {};
    private int next;
    private int count;
    private int connection;
    private boolean armed;
    private boolean matched;

    RecentEvents(Dedup dedup) {
        this.mode = dedup.mode();
        this.most = dedup.remembered();
    }

    /** A connection has been made: from here on events of earlier ones may come again. */
    void connected() {
        connection++;
        armed = count > 0;
        matched = false;
    }

    /** The server has reset its ids. */
    void clear() {
        count = 0;
        next = 0;
        armed = false;
    }

    /** Whether the event has been seen before; if not, it is remembered. */
    boolean isDuplicate(EventView event, IdBytes id) {
        if (mode == Dedup.Mode.OFF || !event.hasId()) {
            return false;
        }
        long hash = hash(event, id);
        if (mode == Dedup.Mode.ALWAYS ? contains(hash, connection) : armed && contains(hash, connection - 1)) {
            matched = true;
            return true;
        }
        if (matched) {
            armed = false;
        }
        remember(hash);
        return false;
    }

    private boolean contains(long hash, int upToConnection) {
        for (int i = 0; i < count; i++) {
            if (hashes[i] == hash && connections[i] <= upToConnection) {
                return true;
            }
        }
        return false;
    }

    private void remember(long hash) {
        if (count == hashes.length && count < most) {
            int size = Math.min(most, Math.max(FIRST_SIZE, 2 * count));
            hashes = Arrays.copyOf(hashes, size);
            connections = Arrays.copyOf(connections, size);
            next = count;
        }
        hashes[next] = hash;
        connections[next] = connection;
        next = next + 1 == hashes.length ? 0 : next + 1;
        count = Math.min(count + 1, hashes.length);
    }

    private long hash(EventView event, IdBytes id) {
        long hash = hash(PRIME, id.bytes, 0, id.length);
        if (mode != Dedup.Mode.ID) {
            EventView raw = event.asReceived();
            hash = mix(hash, raw.type().hashCode());
            hash = hash(hash, raw.array(), raw.offset(), raw.length());
        }
        return hash;
    }

    private static long hash(long seed, byte[] bytes, int offset, int length) {
        long hash = mix(seed, length);
        int at = offset;
        int to = offset + length;
        for (; at <= to - 8; at += 8) {
            hash = mix(hash, (long) LONG.get(bytes, at));
        }
        long rest = 0;
        for (; at < to; at++) {
            rest = rest << 8 | (bytes[at] & 0xFF);
        }
        return mix(hash, rest);
    }

    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * PRIME;
        return mixed ^ mixed >>> 32;
    }
}
