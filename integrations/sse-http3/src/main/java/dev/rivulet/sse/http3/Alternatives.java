package dev.rivulet.sse.http3;

import dev.rivulet.sse.http.Origin;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which origins offer the other protocol, and which of them are left alone since it failed there. It remembers a thousand of
 * each, and forgets first what was not used for longest. Any thread; nothing is called under the lock.
 */
final class Alternatives {
    private static final int MOST = 1_000;
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 8; // nearly a day
    private static final int MOST_IN_VAIN = 3;

    private final boolean always;
    private final LongSupplier nanoTime;
    private final Map<Origin, Offer> offers = new Recent<>();
    private final Map<Origin, Trouble> troubles = new Recent<>();
    private final Map<Origin, Integer> inVain = new Recent<>();

    private record Offer(int port, long until) {}

    private record Trouble(int failures, long until) {}

    /** @param always whether an origin that has said nothing offers it on its own port */
    Alternatives(boolean always, LongSupplier nanoTime) {
        this.always = always;
        this.nanoTime = nanoTime;
    }

    /** The port where it is offered now; null where it is not, or is left alone. */
    synchronized @Nullable Integer port(Origin origin) {
        long now = nanoTime.getAsLong();
        Trouble trouble = troubles.get(origin);
        if (!origin.isSecure() || trouble != null && trouble.until() - now > 0) {
            return null;
        }
        Offer offer = offers.get(origin);
        if (offer != null && offer.until() - now > 0) {
            return offer.port();
        }
        offers.remove(origin);
        return always ? origin.port() : null;
    }

    synchronized void learn(Origin origin, AltSvcHeader said) {
        if (said.clear()) {
            offers.remove(origin);
        } else if (said.port() != null) {
            long until = nanoTime.getAsLong() + said.maxAge().toNanos();
            offers.put(origin, new Offer(said.port(), until));
        }
    }

    synchronized void forget(Origin origin) {
        offers.remove(origin);
    }

    /** Leaves it alone for five minutes, twice as long each time; requests that fail together are one failure. */
    synchronized void failed(Origin origin) {
        Trouble before = troubles.get(origin);
        if (before != null && before.until() - nanoTime.getAsLong() > 0) {
            return;
        }
        int failures = before == null ? 0 : Math.min(before.failures() + 1, MOST_DOUBLINGS);
        long pause = FIRST_PAUSE.toNanos() << failures;
        troubles.put(origin, new Trouble(failures, nanoTime.getAsLong() + pause));
    }

    /** A request to it brought no response of the origin. One may be an accident; the third in a row counts as a failure. */
    synchronized void broughtNothing(Origin origin) {
        if (inVain.merge(origin, 1, Integer::sum) >= MOST_IN_VAIN) {
            inVain.remove(origin);
            failed(origin);
        }
    }

    synchronized void worked(Origin origin) {
        troubles.remove(origin);
        inVain.remove(origin);
    }

    /** In the order of their use. */
    private static final class Recent<V> extends LinkedHashMap<Origin, V> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Origin, V> eldest) {
            return size() > MOST;
        }
    }
}
