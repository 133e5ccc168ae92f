package dev.rivulet.sse.kafka.streams;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a list has reported. Waits for a minute at most. */
final class Heard implements StreamList.Listener {
    final BlockingQueue<List<StreamSpec>> lists = new LinkedBlockingQueue<>();
    final BlockingQueue<String> failures = new LinkedBlockingQueue<>();

    @Override
    public void streams(List<StreamSpec> all) {
        lists.add(all);
    }

    @Override
    public void failed(String message) {
        failures.add(message);
    }

    /** The names of the next list. */
    List<String> names() throws InterruptedException {
        return next(lists).stream().map(StreamSpec::name).toList();
    }

    /** The texts of the streams of the next list. */
    List<String> specs() throws InterruptedException {
        return next(lists).stream().map(StreamSpec::toString).toList();
    }

    String failure() throws InterruptedException {
        return next(failures);
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was reported for a minute");
        }
        return next;
    }
}
