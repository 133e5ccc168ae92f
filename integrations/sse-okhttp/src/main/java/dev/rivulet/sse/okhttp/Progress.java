package dev.rivulet.sse.okhttp;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.Scheduler;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * How far a call has come, as OkHttp reports it on several threads. The phase only advances: what a second attempt to
 * connect, or a second request of an authenticator, begins anew counts as the later phase.
 */
final class Progress {
    private final Duration connectTimeout;
    private final Runnable giveUp;
    private Phase phase = Phase.RESOLVE;
    private boolean selectingProxy;
    private boolean proxied;
    private boolean stopped;
    private boolean late;
    private Scheduler.@Nullable Cancellable limit;
    private long connectBegan;
    private Turn turn = Turn.none();

    /** @param giveUp runs on the system's timer once connecting has taken too long, and must not block */
    Progress(Duration connectTimeout, Runnable giveUp) {
        this.connectTimeout = connectTimeout;
        this.giveUp = giveUp;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    synchronized void selectsProxy() {
        selectingProxy = true;
    }

    synchronized void selected(boolean aProxy) {
        selectingProxy = false;
        proxied = aProxy;
        if (aProxy) {
            phase = later(Phase.PROXY);
        }
    }

    /** The time to connect begins with the first address, and covers all of them and the TLS handshake. */
    synchronized void connects() {
        reach(proxied ? Phase.PROXY : Phase.CONNECT);
        connectBegan = connectBegan == 0 ? System.nanoTime() : connectBegan;
        if (limit == null && phase.compareTo(Phase.SEND) < 0) {
            limit = Scheduler.system().schedule(this::overrun, connectTimeout.toNanos());
        }
    }

    /** A pass through OkHttp begins. */
    synchronized void takes(Turn next) {
        turn = next;
        connectBegan = 0;
    }

    synchronized void connected(Protocol protocol) {
        turn.connected(protocol, connectBegan == 0 ? 0 : System.nanoTime() - connectBegan);
    }

    synchronized void answered() {
        turn.answered();
    }

    /** @throws CancellationException if the exchange is over: OkHttp then closes the connection and sends nothing */
    synchronized void reach(Phase next) {
        if (stopped) {
            throw new CancellationException("the exchange is over");
        }
        phase = later(next);
        if (limit != null && phase.compareTo(Phase.SEND) >= 0) {
            limit.cancel();
        }
    }

    private Phase later(Phase next) {
        return next.compareTo(phase) > 0 ? next : phase;
    }

    private void overrun() {
        synchronized (this) {
            if (stopped || phase.compareTo(Phase.SEND) >= 0) {
                return;
            }
            stopped = true;
            late = true;
        }
        giveUp.run();
    }

    /** Nothing more is sent. */
    synchronized void stop() {
        stopped = true;
        if (limit != null) {
            limit.cancel();
        }
    }

    /** How far it has come; if it took too long to connect, that. */
    synchronized Phase phase() {
        if (selectingProxy || late && proxied) {
            return later(Phase.PROXY);
        }
        return late ? Phase.CONNECT : phase;
    }

    /** Whether the time to connect is over. */
    synchronized boolean isLate() {
        return late;
    }
}
