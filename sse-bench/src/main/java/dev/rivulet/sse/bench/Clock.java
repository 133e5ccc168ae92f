package dev.rivulet.sse.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** How a lane's time is taken. */
public enum Clock {
    /** The time that passes: what users wait for, and what other processes take counts too. */
    WALL {
        @Override
        long nanos() {
            return System.nanoTime();
        }
    },

    /** The processor time of the reading thread, without that of the collector: for a machine that is not quiet. */
    CPU {
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

        @Override
        long nanos() {
            return threads.getCurrentThreadCpuTime();
        }
    };

    abstract long nanos();
}
