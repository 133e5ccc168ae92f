package dev.rivulet.sse.tests.interop.cuts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The threads of this JVM and its open descriptors that are no regular files, by kind. Descriptors are counted where the
 * system has {@code /proc}.
 */
record Leftovers(Map<String, Integer> threads, Map<String, Integer> descriptors) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int SETTLED = 6;

    /** Threads that the JVM starts when they are first needed, and keeps. */
    private static final List<String> OF_THE_JVM = List.of("ForkJoinPool", "VirtualThread-", "Attach Listener");

    /** Cached threads end after a minute without work. */
    private static final Duration MOST = Duration.ofMinutes(3);

    static Leftovers now() {
        System.gc(); // before JDK 21 the collector is what ends an HttpClient
        return new Leftovers(countThreads(), countDescriptors());
    }

    /** What there is when nothing ends any more. */
    static Leftovers settled() throws InterruptedException {
        Leftovers last = now();
        for (int same = 0; same < SETTLED; ) {
            TimeUnit.MILLISECONDS.sleep(500);
            Leftovers next = now();
            same = next.equals(last) ? same + 1 : 0;
            last = next;
        }
        return last;
    }

    /** Waits until there is at most this, for some minutes at most. Returns what there is still more. */
    List<String> awaitGone() throws InterruptedException {
        long deadline = System.nanoTime() + MOST.toNanos();
        List<String> more = more(now());
        while (!more.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(500);
            more = more(now());
        }
        return more;
    }

    /** What there is more of later. */
    List<String> more(Leftovers later) {
        List<String> more = new ArrayList<>();
        later.threads.forEach((kind, count) -> compare("threads", kind, threads.getOrDefault(kind, 0), count, more));
        later.descriptors.forEach(
                (kind, count) -> compare("descriptors", kind, descriptors.getOrDefault(kind, 0), count, more));
        return more;
    }

    private static void compare(String what, String kind, int before, int after, List<String> more) {
        if (after > before) {
            more.add(what + " \"" + kind + "\": " + before + " before, " + after + " after");
        }
    }

    private static Map<String, Integer> countThreads() {
        Map<String, Integer> counts = new TreeMap<>();
        for (Thread each : Thread.getAllStackTraces().keySet()) {
            if (OF_THE_JVM.stream().noneMatch(each.getName()::startsWith)) {
                counts.merge(kind(each.getName()), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static Map<String, Integer> countDescriptors() {
        Map<String, Integer> counts = new TreeMap<>();
        if (Files.isDirectory(DESCRIPTORS)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(DESCRIPTORS)) {
                for (Path each : all) {
                    count(each, counts);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return counts;
    }

    private static void count(Path descriptor, Map<String, Integer> counts) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            if (!target.startsWith("/")) {
                counts.merge(kind(target), 1, Integer::sum);
            }
        } catch (IOException gone) {
            return; // the one that lists them, or another that was closed meanwhile
        }
    }

    private static String kind(String name) {
        return name.replaceAll("\\d+", "#");
    }
}
