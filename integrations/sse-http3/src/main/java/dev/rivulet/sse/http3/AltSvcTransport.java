package dev.rivulet.sse.http3;

import dev.rivulet.sse.http.Origin;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Scheduler;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Uses one transport for the origins that offer its protocol in Alt-Svc (RFC 7838), such as HTTP/3, and another for all else.
 *
 * <ul>
 *   <li>What an origin says counts for the next request: a stream that is open stays where it is. It is kept for as long as
 *       {@code ma} says, at most 30 days, until {@code clear} or a 421, for the thousand origins that were used last. Only
 *       alternatives on the origin's own host are used, on any port.
 *   <li>The first transport has a second to connect. If it is a {@link PreparedTransport} and has no connection after 300
 *       ms, the request goes to the other one, while the first continues to connect for the next request. If it cannot
 *       connect, the request goes to the other one, too. A request is never sent by both.
 *   <li>An origin where the first one could not connect, or three times in a row failed before the response's head or got
 *       421, is left to the other one for 5 minutes, twice as long each time it fails again, until it works. Several
 *       requests that fail to connect together count once.
 * </ul>
 */
public final class AltSvcTransport implements Transport {
    private static final Duration HANDSHAKE = Duration.ofSeconds(1);
    private static final Duration HEAD_START = Duration.ofMillis(300);

    private final Transport offered;
    private final Transport usual;
    private final Alternatives alternatives;
    private final boolean always;
    private final Duration handshake;
    private final Duration headStart;
    private final Scheduler scheduler = Scheduler.system();
    private final ExecutorService threads =
            Executors.newCachedThreadPool(new DefaultThreadFactory("rivulet-alt-svc", true));
    private final Features features;
    private final AtomicBoolean closed = new AtomicBoolean();

    AltSvcTransport(Transport offered, Transport usual, boolean always, Duration handshake, Duration headStart) {
        this.offered = offered;
        this.usual = usual;
        this.always = always;
        this.handshake = handshake;
        this.headStart = headStart;
        this.alternatives = new Alternatives(always, scheduler::nanoTime);
        this.features = both(offered.features(), usual.features());
    }

    /**
     * Of two transports, which are closed with it.
     *
     * @param offered for origins that offer one of its protocols
     * @param usual for all else
     */
    public static AltSvcTransport of(Transport offered, Transport usual) {
        return new AltSvcTransport(offered, usual, false, HANDSHAKE, HEAD_START);
    }

    /**
     * As {@link #of}, but the first transport is tried with each {@code https} origin that has said nothing else, on the
     * origin's own port. What its TLS refuses is reported, and the other one is not tried.
     */
    public static AltSvcTransport atOnce(Transport offered, Transport usual) {
        return new AltSvcTransport(offered, usual, true, HANDSHAKE, HEAD_START);
    }

    /** What both can do; proxies are the second one's. */
    private static Features both(Features offered, Features usual) {
        Set<String> protocols = new LinkedHashSet<>(usual.protocols());
        protocols.addAll(offered.protocols());
        Features all = Features.of(protocols.toArray(String[]::new))
                .overrunBytes(Math.max(offered.overrunBytes(), usual.overrunBytes()));
        for (Feature each : usual.supported()) {
            boolean isProxying = each == Feature.PROXY || each == Feature.PROXY_AUTHENTICATION;
            all = isProxying || offered.has(each) ? all.add(each) : all;
        }
        return all;
    }

    @Override
    public Exchange open(TransportRequest request, Receiver to) {
        if (closed.get()) {
            throw new IllegalStateException("the transport is closed");
        }
        Origin origin = originOf(request);
        Integer port = origin == null ? null : alternatives.port(origin);
        if (origin == null || port == null) {
            return usual.open(request, origin == null ? to : learning(origin, to, false));
        }
        TransportRequest alternative = alternative(request, origin, port);
        var choice = new Choice(
                receiver -> offered.open(alternative, learning(origin, receiver, true)),
                receiver -> usual.open(request, learning(origin, receiver, false)),
                phase -> isFollowedByUsual(origin, phase),
                to);
        if (offered instanceof PreparedTransport prepared) {
            race(origin, choice, prepared, alternative);
        } else {
            choice.useFirst();
        }
        return choice;
    }

    private Receiver learning(Origin origin, Receiver to, boolean fromAlternative) {
        return new Learning(alternatives, origin, offered.features().protocols(), to, fromAlternative);
    }

    /** The first has to connect within its head start; it may continue after that, for the next request. */
    private void race(Origin origin, Choice choice, PreparedTransport prepared, TransportRequest request) {
        Scheduler.Cancellable late = scheduler.schedule(() -> aside(choice::useSecond), headStart.toNanos());
        prepared.prepare(request, failure -> {
            late.cancel();
            if (failure == null) {
                choice.useFirst();
            } else if (failure instanceof IllegalArgumentException || always && failure instanceof SSLException) {
                choice.useFirst(); // which reports it
            } else {
                alternatives.failed(origin);
                choice.useSecond();
            }
        });
    }

    /** Not on the scheduler's thread, which must not call a receiver. */
    private void aside(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException closed) {
            // which cancels, and says nothing
        }
    }

    /** Where nothing was sent. */
    private boolean isFollowedByUsual(Origin origin, Phase phase) {
        boolean unsent = phase == Phase.RESOLVE
                || phase == Phase.CONNECT
                || phase == Phase.PROXY
                || phase == Phase.TLS && !always;
        if (unsent) {
            alternatives.failed(origin);
        }
        return unsent;
    }

    private static @Nullable Origin originOf(TransportRequest request) {
        try {
            return Origin.of(request.uri());
        } catch (IllegalArgumentException e) {
            return null; // reported by who has to send it
        }
    }

    /** To the port where it is offered, in the name of the origin. */
    private TransportRequest alternative(TransportRequest request, Origin origin, int port) {
        Duration connect = request.connectTimeout().compareTo(handshake) < 0 ? request.connectTimeout() : handshake;
        if (port == origin.port()) {
            return new TransportRequest(
                    request.method(), request.uri(), request.headers(), request.body(), connect, request.headBytes());
        }
        String rest = request.uri().toString();
        int path = rest.indexOf("//")
                + "//".length()
                + request.uri().getRawAuthority().length();
        URI uri = URI.create(origin.scheme() + "://" + origin.host() + ":" + port + rest.substring(path));
        var headers = request.headers().first("Host") == null
                ? request.headers().add("Host", origin.authority())
                : request.headers();
        return new TransportRequest(request.method(), uri, headers, request.body(), connect, request.headBytes());
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    public void close() {
        closed.set(true);
        offered.close();
        usual.close();
        threads.shutdown();
    }

    @Override
    public String description() {
        return offered.description() + " where it is offered, else " + usual.description();
    }

    /** For people. */
    @Override
    public String toString() {
        return "AltSvcTransport[" + offered + ", " + usual + "]";
    }
}
