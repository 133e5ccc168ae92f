package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Origin;
import dev.rivulet.sse.http.Redacted;
import dev.rivulet.sse.spi.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Examines an endpoint: watches its stream, and makes a few further requests to see what it does with Last-Event-ID, with
 * Accept-Encoding and with Origin. One request at a time, each for a bounded time. A request that is not repeatable is
 * made once.
 */
public final class Doctor {
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final String DEFAULT_ORIGIN = "https://example.com";

    private final Visitor visitor;
    private final Progress progress;
    private final Plan plan;
    private final Function<Failure, String> advice;
    private final TlsHandshake handshake = new TlsHandshake();

    /**
     * What to examine.
     *
     * @param watch for how long to watch the stream; no further request takes longer
     * @param mostEvents after how many events a watch ends, even if there is time left
     * @param origin of a page that is to read the stream; null if there is none in particular
     * @param isDirect whether connections go to the server itself, and not to a proxy, so that its name and its
     *     certificates are seen from here
     * @param tls for a handshake of the doctor's own, to see the certificates
     * @param wantsHttp3 whether a QUIC connection is tried also where no Alt-Svc offers HTTP/3
     * @param quic for that connection
     */
    public record Plan(
            SseRequest request,
            Duration watch,
            long mostEvents,
            @Nullable String origin,
            boolean isDirect,
            SSLContext tls,
            boolean wantsHttp3,
            QuicDial quic) {}

    /**
     * A doctor for one examination.
     *
     * @param transport stays open
     * @param advice what a user can do about a failure
     */
    public Doctor(Transport transport, Plan plan, Function<Failure, String> advice, Progress progress) {
        this(transport, plan, advice, progress, System::nanoTime);
    }

    /**
     * As above, with a clock, by which it watches and measures.
     *
     * @param clock nanoseconds from any start; it may stand still until something has come
     */
    public Doctor(
            Transport transport, Plan plan, Function<Failure, String> advice, Progress progress, LongSupplier clock) {
        this.visitor = new Visitor(transport, progress, plan.watch(), clock);
        this.plan = plan;
        this.advice = advice;
        this.progress = progress;
    }

    /** Ends the examination soon, from any thread; what was seen by then is judged. */
    public void stop() {
        visitor.stop();
        handshake.stop();
    }

    /** Examines. Called once. */
    public Diagnosis examine() throws InterruptedException {
        NameLookup names = names();
        TlsGreeting tls = names == null || names.addresses().isEmpty() ? null : greeting();
        SseRequest plain = plan.request().headers(plan.request().headers().remove("Accept-Encoding"));
        Visit first = visitor.visit("watching", plain, plan.watch(), this::areMost);
        CaseFile file = CaseFile.of(plain, advice, first).names(names).tls(tls).http3(http3(first));
        if (first.isStream() && file.isRepeatable()) {
            file = furtherVisits(file);
        }
        return diagnosis(file);
    }

    private @Nullable NameLookup names() throws InterruptedException {
        Origin origin = Origin.of(plan.request().uri());
        if (!plan.isDirect()) {
            return null;
        }
        progress.at("looking up " + origin.host());
        return NameLookup.of(origin.host(), plan.request().timeouts().connect());
    }

    private @Nullable TlsGreeting greeting() {
        Origin origin = Origin.of(plan.request().uri());
        if (!origin.scheme().equals("https")) {
            return null;
        }
        progress.at("TLS handshake");
        String host = origin.host().replaceAll("[\\[\\]]", "");
        return handshake.with(host, origin.port(), plan.tls(), atMost());
    }

    private @Nullable Http3Look http3(Visit first) throws InterruptedException {
        if (first.hops().isEmpty()) {
            return null;
        }
        Visit.Hop last = first.hops().get(first.hops().size() - 1);
        Origin origin = Origin.of(last.uri());
        if (!origin.isSecure()) {
            return null;
        }
        AltSvcOffer offer = AltSvcOffer.of(last.head().headers());
        int port = offer == null ? origin.port() : offer.port();
        boolean isOffered = offer != null && offer.host().isEmpty();
        boolean isTried = plan.isDirect() && (isOffered || plan.wantsHttp3()) && !visitor.isStopped();
        return new Http3Look(offer, port, plan.wantsHttp3(), isTried ? reach(origin, port) : null);
    }

    private QuicDial.Reach reach(Origin origin, int port) throws InterruptedException {
        progress.at("QUIC handshake");
        return plan.quic().to(URI.create("https://" + origin.host() + ":" + port + "/"), atMost());
    }

    private Duration atMost() {
        Duration connect = plan.request().timeouts().connect();
        return connect.compareTo(plan.watch()) < 0 ? connect : plan.watch();
    }

    private CaseFile furtherVisits(CaseFile file) {
        return file.again(again(file))
                .resume(resume(file))
                .compressed(compressed(file))
                .crossOrigin(crossOrigin(file));
    }

    private @Nullable Visit again(CaseFile file) {
        boolean endedEarly = file.first().isOver() && !EndExamination.isMarked(file.first()) && !visitor.isStopped();
        return endedEarly ? visitor.visit("watching again", file.request(), plan.watch(), this::areMost) : null;
    }

    private @Nullable ResumeTrial resume(CaseFile file) {
        List<Arrival> known = file.first().identified();
        int after = ResumeTrial.choose(known);
        Set<EventId> ids = known.stream().map(Arrival::id).collect(Collectors.toSet());
        boolean hasRepeats = ids.size() < known.size();
        if (after < 0
                || visitor.isStopped()
                || hasRepeats
                || !visitor.canSend(known.get(after).id())) {
            return null;
        }
        SseRequest request = file.request().lastEventId(known.get(after).id().text());
        Visit visit = visitor.visit("resuming", request, look(), arrivals -> ResumeTrial.isDecided(ids, arrivals));
        return visitor.isStopped() ? null : new ResumeTrial(known, after, visit);
    }

    private @Nullable Visit compressed(CaseFile file) {
        if (visitor.isStopped()) {
            return null;
        }
        Visit visit = visitor.visit("asking for gzip", file.request().acceptEncoding("gzip"), look(), this::areMost);
        return visitor.isStopped() ? null : visit;
    }

    private CaseFile.@Nullable CrossOrigin crossOrigin(CaseFile file) {
        if (visitor.isStopped()) {
            return null;
        }
        String origin = plan.origin() == null ? DEFAULT_ORIGIN : plan.origin();
        Visit visit = visitor.visit(
                "asking as a browser", file.request().header("Origin", origin), Duration.ZERO, arrivals -> true);
        return visitor.isStopped() ? null : new CaseFile.CrossOrigin(origin, plan.origin() != null, visit);
    }

    private boolean areMost(List<Arrival> arrivals) {
        return arrivals.size() >= plan.mostEvents()
                && arrivals.stream().filter(Arrival::isEvent).count() >= plan.mostEvents();
    }

    private Duration look() {
        return plan.watch().compareTo(LOOK) < 0 ? plan.watch() : LOOK;
    }

    private Diagnosis diagnosis(CaseFile file) throws InterruptedException {
        List<Finding> findings = Examinations.of(file);
        Visit first = file.first();
        return new Diagnosis(
                Redacted.uri(plan.request().uri()),
                Duration.ofNanos(first.openFor()),
                first.events(),
                first.comments(),
                outcome(first, findings),
                findings);
    }

    private static Outcome outcome(Visit first, List<Finding> findings) {
        if (first.hops().isEmpty()) {
            return Outcome.UNREACHABLE;
        }
        return findings.stream().anyMatch(finding -> finding.severity().isComplaint())
                ? Outcome.FINDINGS
                : Outcome.HEALTHY;
    }
}
