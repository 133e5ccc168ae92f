package dev.rivulet.sse.cli.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes examinations one after the other, on a thread of its own, for a bounded time. */
final class Judging {
    private final List<Examination> examinations;
    private final CaseFile file;
    private final List<Finding> found = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private volatile boolean late;

    Judging(List<Examination> examinations, CaseFile file) {
        this.examinations = examinations;
        this.file = file;
    }

    /** What is found in this time, in the order of the topics. */
    List<Finding> within(Duration atMost) throws InterruptedException {
        var thread = new Thread(this::examine, "sse-doctor-judging");
        thread.setDaemon(true); // an examination that takes too long is left to the end of the JVM
        thread.start();
        try {
            done.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException tooLong) {
            late = true;
            found.add(unfinished(atMost));
        } catch (ExecutionException failed) {
            throw new IllegalStateException("an examination failed", failed.getCause());
        }
        return sorted();
    }

    private void examine() {
        try {
            for (Examination examination : examinations) {
                if (late) {
                    return;
                }
                found.addAll(examination.examine(file));
            }
            done.complete(true);
        } catch (RuntimeException | Error failed) {
            done.completeExceptionally(failed);
        }
    }

    private List<Finding> sorted() {
        List<Finding> all = new ArrayList<>();
        synchronized (found) { // an examination that is late may still add to it
            all.addAll(found);
        }
        all.sort(Comparator.comparing(Finding::topic)); // stable
        return List.copyOf(all);
    }

    private static Finding unfinished(Duration atMost) {
        return Finding.warning(
                        Topic.RESPONSE,
                        "not_examined",
                        "What came could not be judged in " + Phrase.seconds(atMost.toNanos())
                                + ", so findings are missing.")
                .fix("Examine again, with a shorter --watch or with --max-events.");
    }
}
