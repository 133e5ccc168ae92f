package dev.rivulet.sse.kafka.streams;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the listener gets of a list: only what is new. Confined to the list's thread, except {@link #close}. */
final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(StreamList.class);
    private static final int PROBLEMS_SHOWN = 10;

    private final String source;
    private final StreamList.Listener listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable List<StreamSpec> last;
    private @Nullable String lastFailure;

    /** Reports of the list that this text describes in messages. */
    Reports(String source, StreamList.Listener listener) {
        this.source = source;
        this.listener = listener;
    }

    /** What a text says. A text without any entry is a failure, unless it is an empty JSON array. */
    void read(ListText text) {
        List<StreamSpec> streams = withKept(text);
        if (streams.isEmpty() && !text.explicitlyEmpty()) {
            failed(text.problems().isEmpty() ? "it lists no stream" : problems(text.problems()));
            return;
        }
        streams(streams);
        if (text.problems().isEmpty()) {
            recovered();
        } else {
            failed(problems(text.problems()));
        }
    }

    /** All streams, which are reported if they are not the same as before. */
    void streams(List<StreamSpec> streams) {
        if (!streams.equals(last) && !isClosed()) {
            last = List.copyOf(streams);
            LOG.info("The list of streams ({}) has {} streams", source, streams.size());
            call(() -> listener.streams(List.copyOf(streams)));
        }
    }

    /** It was read, and without a problem. */
    void recovered() {
        if (lastFailure != null) {
            LOG.info("The list of streams ({}) can be read again", source);
            lastFailure = null;
        }
    }

    /** It was not read, or not all of it. */
    void failed(String problem) {
        if (problem.equals(lastFailure) || isClosed()) {
            return;
        }
        lastFailure = problem;
        String kept = last == null ? "no stream is known yet" : "the streams known so far remain (" + last.size() + ")";
        String message =
                "The list of streams (" + source + ") cannot be read, or not all of it: " + problem + "; " + kept;
        LOG.warn("{}", message);
        call(() -> listener.failed(message));
    }

    /** A stream whose entry has become bad stays as it was. */
    private List<StreamSpec> withKept(ListText text) {
        if (text.problems().isEmpty() || last == null) {
            return text.streams();
        }
        Map<String, StreamSpec> streams = new LinkedHashMap<>();
        text.streams().forEach(each -> streams.put(each.name(), each));
        Set<String> bad = new HashSet<>();
        text.problems().forEach(each -> bad.add(String.valueOf(each.name())));
        last.stream().filter(each -> bad.contains(each.name())).forEach(each -> streams.putIfAbsent(each.name(), each));
        return List.copyOf(streams.values());
    }

    private static String problems(List<ListText.BadEntry> problems) {
        List<String> shown = new ArrayList<>();
        problems.stream().limit(PROBLEMS_SHOWN).forEach(each -> shown.add(each.toString()));
        int rest = problems.size() - shown.size();
        return String.join("; ", shown) + (rest == 0 ? "" : "; and " + rest + " more");
    }

    private static void call(Runnable user) {
        try {
            user.run();
        } catch (RuntimeException e) {
            LOG.error("The listener of the list of streams failed", e);
        }
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Any thread may call it. */
    void close() {
        closed.countDown();
    }

    /** Waits, or returns early when it is closed. */
    void pause(long millis) throws InterruptedException {
        if (closed.await(millis, TimeUnit.MILLISECONDS)) {
            LOG.debug("The list of streams ({}) is closed", source);
        }
    }
}
