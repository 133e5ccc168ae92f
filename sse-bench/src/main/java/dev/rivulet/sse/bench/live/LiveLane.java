package dev.rivulet.sse.bench.live;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A JVM with one client. It reads a command from each line, carries it out while the others wait, and answers each with
 * numbers on a line.
 */
final class LiveLane {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final long PATIENCE = 60_000_000_000L;

    private final LiveClient client;
    private final String server;

    private LiveLane(LiveClient client, String server) {
        this.client = client;
        this.server = server;
    }

    /** {@code SUBJECT SERVER MANY}, of which the server is a URI without a path. */
    public static void main(String[] args) throws Exception {
        LiveClient client = Subject.of(args[0]).client(Boolean.parseBoolean(args[2]));
        var lane = new LiveLane(client, args[1]);
        var turns = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String turn = turns.readLine(); turn != null; turn = turns.readLine()) {
            System.out.println(
                    lane.answer(turn.split(" ")).mapToObj(Long::toString).collect(Collectors.joining(" ")));
            System.out.flush();
        }
        System.exit(0); // whatever a client leaves
    }

    private LongStream answer(String... turn) throws InterruptedException {
        try {
            return switch (turn[0]) {
                case "flood" -> flood("/flood/" + turn[1], Long.parseLong(turn[2]));
                case "floods" -> floods(Integer.parseInt(turn[1]), "/flood/" + turn[2], Long.parseLong(turn[3]));
                case "ticks", "beats" -> timed(Integer.parseInt(turn[1]), "/" + turn[0], Long.parseLong(turn[2]), 0);
                case "paced" ->
                    timed(Integer.parseInt(turn[1]), "/ticks", Long.parseLong(turn[2]), Integer.parseInt(turn[3]));
                case "idle" -> idle(Integer.parseInt(turn[1]), 1, 500);
                case "paced-idle" ->
                    idle(Integer.parseInt(turn[1]), Integer.parseInt(turn[2]), Integer.parseInt(turn[2]));
                case "drops" -> drops(Integer.parseInt(turn[1]));
                default -> throw new IllegalArgumentException(turn[0]);
            };
        } finally {
            client.closeStreams();
            Thread.sleep(200);
        }
    }

    /** Events, nanoseconds, processor nanoseconds. */
    private LongStream flood(String path, long millis) throws InterruptedException {
        var taker = Taker.counting(LiveWire.ofPath(path));
        client.open(URI.create(server + path), taker);
        await(taker, 1);
        Thread.sleep(150); // windows grow
        return count(taker, millis);
    }

    /** The same of many fast streams at once. */
    private LongStream floods(int streams, String path, long millis) throws InterruptedException {
        var taker = Taker.countingMany(LiveWire.ofPath(path));
        for (int i = 0; i < streams; i++) {
            client.open(URI.create(server + path), taker);
        }
        await(taker, streams);
        Thread.sleep(500);
        return count(taker, millis);
    }

    private static LongStream count(Taker taker, long millis) throws InterruptedException {
        long events = taker.events();
        long nanos = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        Thread.sleep(millis);
        long tookCpu = SYSTEM.getProcessCpuTime() - cpu;
        return LongStream.of(taker.events() - events, System.nanoTime() - nanos, tookCpu);
    }

    /**
     * The same, then nanoseconds until each stream had an event, and the ages in microseconds at 50 % and 99 %.
     *
     * @param step so many are opened at once; 0 for all
     */
    private LongStream timed(int streams, String path, long millis, int step) throws InterruptedException {
        var taker = Taker.timing();
        long start = System.nanoTime();
        for (int i = 1; i <= streams; i++) {
            client.open(URI.create(server + path), taker);
            if (step > 0 && (i == 1 || i % step == 0)) { // what comes first takes longest
                await(taker, i);
            }
        }
        await(taker, streams);
        long opened = System.nanoTime() - start;
        Thread.sleep(1_000);
        taker.forgetAges();
        long[] counted = count(taker, millis).toArray();
        return LongStream.of(counted[0], counted[1], counted[2], opened, taker.ageAt(0.5), taker.ageAt(0.99));
    }

    /**
     * Bytes of heap that the streams hold, threads that they need, and bytes of memory outside of the heap: beyond what the
     * first ones need.
     */
    private LongStream idle(int streams, int first, int step) throws InterruptedException {
        var taker = Taker.timing();
        for (int i = 1; i <= first; i++) {
            client.open(URI.create(server + "/idle"), taker);
        }
        await(taker, first);
        long before = heap();
        long threads = threads();
        long resident = ResidentMemory.bytes();
        for (int i = 1; i <= streams; i++) {
            client.open(URI.create(server + "/idle"), taker);
            if (i % step == 0) {
                await(taker, i);
            }
        }
        await(taker, streams + first);
        Thread.sleep(1_000);
        return LongStream.of(heap() - before, threads() - threads, ResidentMemory.bytes() - resident);
    }

    /** A stream that is lost so often: as {@link #count}, then microseconds until it was there again at 50 % and 99 %. */
    private LongStream drops(int times) throws InterruptedException {
        var taker = Taker.timing();
        client.open(URI.create(server + "/drops"), taker);
        await(taker, 1);
        taker.forgetAges();
        long nanos = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        await(taker, 1L + times);
        long tookCpu = SYSTEM.getProcessCpuTime() - cpu;
        return LongStream.of(
                taker.events() - 1, System.nanoTime() - nanos, tookCpu, taker.ageAt(0.5), taker.ageAt(0.99));
    }

    @SuppressWarnings("CallToSystemGC")
    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static void await(Taker taker, long events) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        while (taker.events() < events) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("only " + taker.events() + " events came of " + events);
            }
            Thread.sleep(1);
        }
    }
}
