package dev.rivulet.sse.cli.doctor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * What looking up a host's name gave.
 *
 * @param addresses none if the lookup failed
 * @param isInTime whether it ended at all
 */
record NameLookup(String host, List<String> addresses, boolean isInTime, long nanos) {
    /** Looks a name up, for no longer than this. */
    static NameLookup of(String host, Duration atMost) throws InterruptedException {
        long start = System.nanoTime();
        var result = new CompletableFuture<List<String>>();
        var thread = new Thread(() -> result.complete(addresses(host)), "sse-doctor-dns");
        thread.setDaemon(true); // a resolver cannot be interrupted
        thread.start();
        try {
            List<String> found = result.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return new NameLookup(host, found, true, System.nanoTime() - start);
        } catch (TimeoutException | ExecutionException late) {
            return new NameLookup(host, List.of(), false, System.nanoTime() - start);
        }
    }

    private static List<String> addresses(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(host))
                    .map(InetAddress::getHostAddress)
                    .toList();
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }
}
