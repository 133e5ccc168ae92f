package dev.rivulet.sse.iouring;

import dev.rivulet.sse.netty.EventLoops;
import dev.rivulet.sse.spi.TransportUnavailableException;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringBufferRingConfig;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringFixedBufferRingAllocator;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens event loops on io_uring, for {@code NettyTransport.builder().eventLoops(new IoUringLoops().open())}. Not
 * thread-safe; each method returns the object itself.
 *
 * <p>Without anything set it receives plainly: one receive for each read, into a buffer of the channel's own. {@link
 * #bufferRing} shares buffers among the streams of a loop, and with {@link #multishot} one receive serves many reads.
 */
public final class IoUringLoops {
    private static final short GROUP = 1;
    private static final long PROBE_SECONDS = 5;
    private static final String MULTISHOT_OFF = "-Dio.netty.iouring.recvMultiShotEnabled=false";

    private int threads = 2;
    private int ringBuffers;
    private int ringBytes;
    private boolean multishot;
    private IoUringIoHandlerConfig setup = new IoUringIoHandlerConfig();

    /** Two loops, plain receive. */
    public IoUringLoops() {}

    /**
     * How many loops, each with a ring and a thread.
     *
     * @throws IllegalArgumentException unless it is positive
     */
    public IoUringLoops threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads must be positive: " + count);
        }
        threads = count;
        return this;
    }

    /**
     * A ring of buffers in each loop, which the kernel takes one from when bytes come, so that a silent stream holds none.
     * Linux 5.19 or later.
     *
     * <p>Netty receives with multishot wherever there is such a ring. Where {@link #multishot} is not asked for, {@code
     * -Dio.netty.iouring.recvMultiShotEnabled=false} is needed, which Netty reads once for the process, and {@link #open}
     * says so.
     *
     * @param buffers how many, a power of two from 2 to 16,384
     * @param bytes the size of each; a read takes at most this
     * @throws IllegalArgumentException for other numbers
     */
    public IoUringLoops bufferRing(int buffers, int bytes) {
        if (buffers < 2 || buffers > 1 << 14 || Integer.bitCount(buffers) != 1 || bytes < 1) {
            throw new IllegalArgumentException(
                    "a power of two of buffers from 2 to 16384, and bytes: " + buffers + ", " + bytes);
        }
        ringBuffers = buffers;
        ringBytes = bytes;
        return this;
    }

    /**
     * Receives into the ring until it is stopped: fewer system calls where streams are fast. A stream that is not read
     * is stopped at its first bytes, but what the kernel had taken by then, up to two rings, waits in memory: that is the
     * overrun which the transport declares (after the end of a connection, as everywhere, all that the system had
     * received). It needs Linux 6.1 or later, and a {@link #bufferRing}.
     */
    public IoUringLoops multishot(boolean yes) {
        multishot = yes;
        return this;
    }

    /**
     * Further options of the rings, as Netty has them. {@link #open} changes the object: buffer rings are {@link
     * #bufferRing}'s. Without a single issuer, multishot has no bound.
     */
    public IoUringLoops setup(IoUringIoHandlerConfig config) {
        setup = Objects.requireNonNull(config);
        return this;
    }

    /**
     * Opens the rings, which also shows whether that can be done here.
     *
     * @throws TransportUnavailableException if not, with the reason and what to do
     * @throws IllegalStateException for multishot without a ring
     * @throws IllegalArgumentException for options that Netty does not take
     */
    public EventLoops open() throws TransportUnavailableException {
        if (multishot && ringBuffers == 0) {
            throw new IllegalStateException("multishot needs a buffer ring");
        }
        Host host = Host.here();
        try {
            return open(host);
        } catch (LinkageError e) { // Netty is not the one that this was made for
            throw UnavailableReason.of(e, host);
        }
    }

    private EventLoops open(Host host) throws TransportUnavailableException {
        if (!host.isLinux()) {
            throw UnavailableReason.of(new UnsupportedOperationException(host.os()), host);
        }
        if (!IoUring.isAvailable()) {
            throw UnavailableReason.of(IoUring.unavailabilityCause(), host);
        }
        refuseWhatIsMissing(host);
        IoHandlerFactory rings = WatchedRings.of(IoUringIoHandler.newFactory(config()), multishot);
        EventLoopGroup group;
        try {
            group = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("rivulet-iouring", true), rings);
        } catch (RuntimeException e) { // though it says that it is available: too little locked memory
            throw UnavailableReason.of(e, host);
        }
        prove(group, host);
        EventLoops loops = EventLoops.own(
                "io_uring (" + features(host) + ")",
                group,
                IoUringSocketChannel.class,
                IoUringDomainSocketChannel.class);
        return ringBuffers == 0 ? loops : onRing(loops);
    }

    private EventLoops onRing(EventLoops loops) {
        EventLoops ringed =
                loops.with(Map.<ChannelOption<?>, Object>of(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, GROUP));
        long rings = 2L * ringBuffers * ringBytes;
        return multishot ? ringed.overrunBytes((int) Math.min(Integer.MAX_VALUE, rings)) : ringed;
    }

    /** What the kernel has, and what is used of it. */
    private String features(Host host) {
        String receives = ringBuffers == 0
                ? "plain receive"
                : ringBuffers + " buffers of " + ringBytes + " bytes" + (multishot ? ", multishot" : "");
        return "Linux " + host.kernel() + ", " + receives + "; buffer rings "
                + has(IoUring.isRegisterBufferRingSupported()) + ", multishot " + has(IoUring.isRecvMultishotEnabled());
    }

    private static String has(boolean there) {
        return there ? "yes" : "no";
    }

    private void refuseWhatIsMissing(Host host) throws TransportUnavailableException {
        if (ringBuffers == 0) {
            return;
        }
        if (!IoUring.isRegisterBufferRingSupported()) {
            throw new TransportUnavailableException(
                    "this kernel, " + host.kernel() + ", has no buffer rings: they need Linux 5.19 or later");
        }
        if (multishot && !host.isAtLeast(6, 1)) {
            throw new TransportUnavailableException(
                    "multishot receive can be stopped in time with Linux 6.1 or later, and this is " + host.kernel());
        }
        if (multishot && !IoUring.isRecvMultishotEnabled()) {
            throw new TransportUnavailableException(
                    "there is no multishot receive: it needs Linux 6.1 or later, which this"
                            + " is not or does not say (" + host.kernel() + "), and Java without " + MULTISHOT_OFF);
        }
        if (multishot && !Closing.canTell()) {
            throw new TransportUnavailableException("multishot receive cannot be stopped with Netty " + host.netty());
        }
        if (!multishot && IoUring.isRecvMultishotEnabled()) {
            throw new TransportUnavailableException(
                    "Netty receives with multishot wherever there is a buffer ring, which"
                            + " takes more than it is asked for: start Java with " + MULTISHOT_OFF
                            + ", or ask for multishot");
        }
    }

    private IoUringIoHandlerConfig config() {
        if (ringBuffers == 0) {
            return setup.setBufferRingConfig();
        }
        return setup.setBufferRingConfig(IoUringBufferRingConfig.builder()
                .bufferGroupId(GROUP)
                .bufferRingSize((short) ringBuffers)
                .batchSize(ringBuffers)
                // As for all reads: Netty 4.2's adaptive one keeps no large buffers, and JDK 25 frees slowly.
                .allocator(new IoUringFixedBufferRingAllocator(PooledByteBufAllocator.DEFAULT, ringBytes))
                .batchAllocation(multishot) // else each buffer is replaced at once, and nothing bounds the overrun
                .build());
    }

    /**
     * A ring that was made may still not run: each loop waits for a moment, which it can do in its ring only.
     */
    private void prove(EventLoopGroup group, Host host) throws TransportUnavailableException {
        try {
            for (EventExecutor loop : group) {
                loop.submit(() -> {}).get(PROBE_SECONDS, TimeUnit.SECONDS); // one that failed runs it at its end
                if (loop.isShuttingDown()) {
                    throw new RejectedExecutionException("a loop ended as it began");
                }
                loop.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).get(PROBE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            group.shutdownGracefully();
            throw new TransportUnavailableException("interrupted while a ring was opened", e);
        } catch (CancellationException | RejectedExecutionException | TimeoutException e) {
            group.shutdownGracefully();
            throw new TransportUnavailableException(
                    "a loop ended as it began; Netty's log says why"
                            + (ringBuffers == 0
                                    ? ""
                                    : ", and " + ringBuffers + " buffers of " + ringBytes
                                            + " bytes for each loop may be more than -XX:MaxDirectMemorySize allows"),
                    e);
        } catch (Exception e) {
            group.shutdownGracefully();
            throw UnavailableReason.of(e, host);
        }
    }
}
