package dev.rivulet.sse.bench;

import dev.rivulet.sse.spi.BufferPool;
import java.util.ArrayDeque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A buffer of 8 KiB is acquired, written to and released: by 1 to 16 threads that keep two at a time, as a session does;
 * acquired by one thread and released by another, as event loop and session do; and by a thousand virtual threads, once
 * each. {@code -prof gc} shows what is allocated for one.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class PoolBenchmark {
    private static final int BYTES = 8 << 10;
    private static final int HANDED_OVER = 1_000;
    private static final int VIRTUAL = 1_000;

    @Param({"shared", "unpooled", "threadlocal"})
    public String pool = "shared";

    private BufferPool buffers;

    @Setup
    public void choose() {
        buffers = switch (pool) {
            case "shared" -> BufferPool.shared();
            case "unpooled" -> BufferPool.unpooled();
            case "threadlocal" -> new ThreadLocalPool();
            default -> throw new IllegalArgumentException(pool);
        };
    }

    @Benchmark
    @Threads(1)
    public int threads01(Held held) {
        return held.turn(buffers);
    }

    @Benchmark
    @Threads(2)
    public int threads02(Held held) {
        return held.turn(buffers);
    }

    @Benchmark
    @Threads(4)
    public int threads04(Held held) {
        return held.turn(buffers);
    }

    @Benchmark
    @Threads(8)
    public int threads08(Held held) {
        return held.turn(buffers);
    }

    @Benchmark
    @Threads(16)
    public int threads16(Held held) {
        return held.turn(buffers);
    }

    @Benchmark
    @OperationsPerInvocation(HANDED_OVER)
    public void handedOver(OtherThread other) throws InterruptedException {
        for (int i = 0; i < HANDED_OVER; i++) {
            byte[] array = buffers.acquire(BYTES);
            array[0] = 1;
            other.releases(array);
        }
        other.awaitDone(HANDED_OVER);
    }

    @Benchmark
    @OperationsPerInvocation(VIRTUAL)
    public void virtualThreads(VirtualThreads threads) throws InterruptedException {
        threads.run(VIRTUAL, () -> {
            byte[] array = buffers.acquire(BYTES);
            array[0] = 1;
            buffers.release(array);
        });
    }

    /** Two arrays at a time: one that is filled, one that is read. */
    @State(Scope.Thread)
    public static class Held {
        private final ArrayDeque<byte[]> arrays = new ArrayDeque<>(4);

        int turn(BufferPool from) {
            byte[] array = from.acquire(BYTES);
            array[0] = 1;
            array[BYTES - 1] = 1;
            arrays.addLast(array);
            if (arrays.size() < 2) {
                return 0;
            }
            byte[] oldest = arrays.removeFirst();
            int sum = oldest[0] + oldest[BYTES - 1];
            from.release(oldest);
            return sum;
        }
    }

    /** A thread that releases what it is given. */
    @State(Scope.Benchmark)
    public static class OtherThread {
        private static final byte[] END = {};

        private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(64);
        private final BlockingQueue<Integer> done = new ArrayBlockingQueue<>(1);
        private Thread thread;

        @Setup
        public void start(PoolBenchmark benchmark) {
            thread = new Thread(() -> release(benchmark.buffers), "releases");
            thread.setDaemon(true);
            thread.start();
        }

        private void release(BufferPool pool) {
            try {
                int count = 0;
                for (byte[] array = queue.take(); array != END; array = queue.take()) {
                    pool.release(array);
                    if (++count % HANDED_OVER == 0) {
                        done.put(count);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void releases(byte[] array) throws InterruptedException {
            queue.put(array);
        }

        void awaitDone(int count) throws InterruptedException {
            if (done.take() % count != 0) {
                throw new IllegalStateException("not all were released");
            }
        }

        @TearDown
        public void stop() throws InterruptedException {
            queue.put(END);
            thread.join();
        }
    }

    /** As many as there are tasks; from Java 21 on. */
    @State(Scope.Benchmark)
    public static class VirtualThreads {
        private ExecutorService executor;

        @Setup
        public void start() throws ReflectiveOperationException {
            executor = (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        }

        void run(int count, Runnable task) throws InterruptedException {
            var left = new CountDownLatch(count);
            for (int i = 0; i < count; i++) {
                executor.execute(() -> {
                    task.run();
                    left.countDown();
                });
            }
            left.await();
        }

        @TearDown
        public void stop() {
            executor.shutdown();
        }
    }
}
