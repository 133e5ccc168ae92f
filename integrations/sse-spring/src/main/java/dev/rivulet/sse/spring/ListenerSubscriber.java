package dev.rivulet.sse.spring;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Calls a listener with what a session delivers, by its policy. One for each run of a stream. */
final class ListenerSubscriber<T> implements SseSubscriber<T> {
    private static final System.Logger LOG = System.getLogger("dev.rivulet.sse.spring");

    private final String id;
    private final ListenerMethod method;
    private final ErrorPolicy policy;
    private final Function<T, List<Arrival>> arrivals;
    private final Stopped stopped;
    private final Consumer<SessionState> states;

    ListenerSubscriber(
            ListenerDefinition listener,
            Function<T, List<Arrival>> arrivals,
            Stopped stopped,
            Consumer<SessionState> states) {
        this.id = listener.id();
        this.method = listener.method();
        this.policy = listener.policy();
        this.arrivals = arrivals;
        this.stopped = stopped;
        this.states = states;
    }

    @Override
    public void onState(SessionState state) {
        states.accept(state);
    }

    @Override
    public void onEvent(T delivered) throws Exception {
        List<Arrival> readable = readable(arrivals.apply(delivered));
        if (!readable.isEmpty()) {
            call(readable);
        }
    }

    /** Those whose data could be read; throws if one could not, and the policy does not skip it. */
    private List<Arrival> readable(List<Arrival> all) throws Exception {
        List<Arrival> readable = new ArrayList<>(all.size());
        for (Arrival each : all) {
            Exception unreadable = each.unreadable();
            if (unreadable == null) {
                readable.add(each);
            } else if (policy.skips()) {
                skip(List.of(each), "its data cannot be read as the listener's type", unreadable);
            } else {
                throw unreadable;
            }
        }
        return readable;
    }

    private void call(List<Arrival> all) throws Exception {
        for (int failures = 1; ; failures++) {
            try {
                method.call(all);
                return;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw interrupted;
            } catch (Exception thrown) {
                if (!mayRetry(failures, all, thrown)) {
                    skipOrThrow(all, thrown);
                    return;
                }
            }
        }
    }

    /** Waits before the retry, if there is to be one. An event in hand when the stream stops stays unhandled. */
    private boolean mayRetry(int failures, List<Arrival> all, Exception thrown) throws Exception {
        if (!policy.retriesAfter(failures)) {
            return false;
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "listener " + id + " failed with " + what(all) + ": " + thrown + "; it is called again in "
                        + policy.delay().toMillis() + " ms, retry " + failures + " of " + policy.retries());
        if (stopped.await(policy.delay())) {
            throw thrown;
        }
        return true;
    }

    private void skipOrThrow(List<Arrival> all, Exception thrown) throws Exception {
        if (!policy.skips()) {
            throw thrown;
        }
        skip(all, "the listener failed", thrown);
    }

    private void skip(List<Arrival> all, String why, Exception thrown) {
        LOG.log(
                System.Logger.Level.WARNING,
                "listener " + id + " skips " + what(all) + ": " + why + ", and onError is " + policy.onError(),
                thrown);
        all.forEach(each -> each.handled().run());
    }

    private static String what(List<Arrival> all) {
        return all.size() == 1 ? all.get(0).toString() : "a batch of " + all.size() + " that begins with " + all.get(0);
    }
}
