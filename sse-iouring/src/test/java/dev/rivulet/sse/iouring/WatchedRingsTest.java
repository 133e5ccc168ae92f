package dev.rivulet.sse.iouring;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a channel learns of its ring, beside what the ring reports. */
class WatchedRingsTest {
    private static final byte POLL = 6;
    private static final byte RECEIVE = 27;
    private static final int READABLE = 1;
    private static final int HUNG_UP = 0x8 | 0x10 | 0x2000;
    private static final int MORE_FOLLOW = 2;
    private static final int MORE_TO_READ = 4;

    private final Ring ring = new Ring();
    private final List<String> reported = new ArrayList<>();

    @BeforeEach
    void register() throws Exception {
        WatchedRings.of(loop -> ring, false).newHandler(null).register(new Channel());
    }

    @Test
    void bytes_after_which_the_connection_was_reset_are_followed_by_a_wake_up() {
        ring.completes(POLL, READABLE | HUNG_UP, MORE_FOLLOW);
        ring.completes(POLL, HUNG_UP, 0);
        ring.completes(RECEIVE, 17, 0);
        assertThat(reported).containsExactly("6 8217 2", "6 8216 0", "27 17 0", "6 1 2");
    }

    @Test
    void there_is_no_wake_up_where_the_connection_is_healthy() {
        ring.completes(POLL, READABLE, MORE_FOLLOW);
        ring.completes(RECEIVE, 17, 0);
        assertThat(reported).hasSize(2);
    }

    @Test
    void there_is_no_wake_up_where_netty_reads_on_automatically() {
        ring.completes(POLL, HUNG_UP, 0);
        ring.completes(RECEIVE, 17, MORE_TO_READ);
        ring.completes(RECEIVE, 17, MORE_FOLLOW);
        assertThat(reported).hasSize(3);
    }

    @Test
    void there_is_no_wake_up_after_the_end_or_when_it_is_closed() {
        ring.completes(POLL, HUNG_UP, 0);
        ring.completes(RECEIVE, 0, 0);
        ring.completes(RECEIVE, -104, 0);
        ring.valid = false;
        ring.completes(RECEIVE, 17, 0);
        assertThat(reported).hasSize(4);
    }

    private final class Channel implements IoUringIoHandle {
        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            var completion = (IoUringIoEvent) event;
            reported.add(completion.opcode() + " " + completion.res() + " " + completion.flags());
        }

        @Override
        public void close() {}
    }

    private static final class Ring implements IoHandler, IoRegistration {
        private IoHandle handle;
        private boolean valid = true;

        void completes(byte operation, int result, int flags) {
            handle.handle(this, new IoUringIoEvent(result, flags, operation, 0L));
        }

        @Override
        public IoRegistration register(IoHandle registered) {
            handle = registered;
            return this;
        }

        @Override
        public boolean isValid() {
            return valid;
        }

        @Override
        public int run(IoHandlerContext context) {
            throw new AssertionError();
        }

        @Override
        public void wakeup() {
            throw new AssertionError();
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> type) {
            throw new AssertionError();
        }

        @Override
        public <T> T attachment() {
            throw new AssertionError();
        }

        @Override
        public long submit(IoOps operation) {
            throw new AssertionError();
        }

        @Override
        public boolean cancel() {
            throw new AssertionError();
        }
    }
}
