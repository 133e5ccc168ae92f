package dev.rivulet.sse.kafka.streams;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A list whose source is looked at again and again, by a thread of its own. */
final class PolledList implements StreamList {
    private static final Logger LOG = LoggerFactory.getLogger(StreamList.class);

    private final ListSource source;
    private final Duration refresh;
    private volatile @Nullable Reports reports;

    PolledList(ListSource source, Duration refresh) {
        this.source = source;
        this.refresh = refresh;
    }

    @Override
    public void start(Listener listener) {
        var made = new Reports(source.toString(), listener);
        reports = made;
        var thread = new Thread(() -> watch(made), "rivulet-streams " + source);
        thread.setDaemon(true);
        thread.start();
    }

    private void watch(Reports to) {
        try {
            while (!to.isClosed()) {
                to.pause(spread(look(source, to, refresh)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // none of ours: the thread ends
        }
    }

    /** A hundred tasks that were started together do not ask a server together for ever. */
    private static long spread(Duration time) {
        double factor = 0.9 + 0.2 * ThreadLocalRandom.current().nextDouble();
        return Math.max(1, (long) (time.toMillis() * factor));
    }

    /** Looks once. Returns the time until the next look. */
    static Duration look(ListSource source, Reports to, Duration refresh) throws InterruptedException {
        try {
            ListSource.Look look = source.look();
            if (look.text() != null) {
                to.read(ListText.of(look.text()));
                source.accepted();
            }
            return look.settling() && source.settling().compareTo(refresh) < 0 ? source.settling() : refresh;
        } catch (IOException e) {
            to.failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.debug("A look at {} has failed", source, e); // its message may have a secret
            to.failed("unexpected " + e.getClass().getName() + "; the log of level DEBUG has the rest");
        }
        return refresh;
    }

    @Override
    public void close() {
        Reports made = reports;
        if (made != null) {
            made.close();
        }
        source.close();
    }
}
