package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of an endpoint. What is null was not tried.
 *
 * @param advice what a user can do about a failure
 * @param again a second watch like the first, if the first ended early
 * @param compressed a watch that asks for gzip
 * @param crossOrigin a look that has an Origin
 */
record CaseFile(
        SseRequest request,
        Function<Failure, String> advice,
        @Nullable NameLookup names,
        @Nullable TlsGreeting tls,
        Visit first,
        @Nullable Http3Look http3,
        @Nullable Visit again,
        @Nullable ResumeTrial resume,
        @Nullable Visit compressed,
        @Nullable CrossOrigin crossOrigin) {
    /** A look that has an Origin, and whether the user asked for it. */
    record CrossOrigin(String origin, boolean isAsked, Visit visit) {}

    /** Before anything but the first watch was tried. */
    static CaseFile of(SseRequest request, Function<Failure, String> advice, Visit first) {
        return new CaseFile(request, advice, null, null, first, null, null, null, null, null);
    }

    CaseFile names(@Nullable NameLookup found) {
        return new CaseFile(request, advice, found, tls, first, http3, again, resume, compressed, crossOrigin);
    }

    CaseFile tls(@Nullable TlsGreeting greeting) {
        return new CaseFile(request, advice, names, greeting, first, http3, again, resume, compressed, crossOrigin);
    }

    CaseFile http3(@Nullable Http3Look look) {
        return new CaseFile(request, advice, names, tls, first, look, again, resume, compressed, crossOrigin);
    }

    CaseFile again(@Nullable Visit visit) {
        return new CaseFile(request, advice, names, tls, first, http3, visit, resume, compressed, crossOrigin);
    }

    CaseFile resume(@Nullable ResumeTrial trial) {
        return new CaseFile(request, advice, names, tls, first, http3, again, trial, compressed, crossOrigin);
    }

    CaseFile compressed(@Nullable Visit visit) {
        return new CaseFile(request, advice, names, tls, first, http3, again, resume, visit, crossOrigin);
    }

    CaseFile crossOrigin(@Nullable CrossOrigin look) {
        return new CaseFile(request, advice, names, tls, first, http3, again, resume, compressed, look);
    }

    /** Whether the request may be made again just to see what happens. */
    boolean isRepeatable() {
        return request.repeatable();
    }
}
