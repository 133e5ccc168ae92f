package dev.rivulet.sse;

import static java.util.Map.entry;

import java.util.Map;

/** The codes of the kinds of failures. Written down, so that renaming a class does not change what is measured. */
final class FailureCodes {
    static final Map<Class<? extends Failure>, String> CODES = Map.ofEntries(
            entry(Failure.HttpError.class, "http_error"),
            entry(Failure.NotAnEventStream.class, "not_an_event_stream"),
            entry(Failure.LastEventIdRejected.class, "last_event_id_rejected"),
            entry(Failure.BadRedirect.class, "bad_redirect"),
            entry(Failure.UnsupportedEncoding.class, "unsupported_encoding"),
            entry(Failure.CorruptEncoding.class, "corrupt_encoding"),
            entry(Failure.TlsFailed.class, "tls_failed"),
            entry(Failure.ProxyFailed.class, "proxy_failed"),
            entry(Failure.ProtocolError.class, "protocol_error"),
            entry(Failure.ConnectionFailed.class, "connection_failed"),
            entry(Failure.RequestNotProcessed.class, "request_not_processed"),
            entry(Failure.ConnectionExpired.class, "connection_expired"),
            entry(Failure.StreamEnded.class, "stream_ended"),
            entry(Failure.Truncated.class, "truncated"),
            entry(Failure.ErrorEvent.class, "error_event"),
            entry(Failure.TimedOut.class, "timed_out"),
            entry(Failure.Suspended.class, "suspended"),
            entry(Failure.OutOfMemory.class, "out_of_memory"),
            entry(Failure.LimitExceeded.class, "limit_exceeded"),
            entry(Failure.CustomizerFailed.class, "customizer_failed"),
            entry(Failure.HandlerFailed.class, "handler_failed"),
            entry(Failure.UnexpectedError.class, "unexpected_error"),
            entry(Failure.ExecutorRefused.class, "executor_refused"),
            entry(Failure.UnsendableLastEventId.class, "unsendable_last_event_id"),
            entry(Failure.RepeatedId.class, "repeated_id"),
            entry(Failure.ServerDelayTooLong.class, "server_delay_too_long"));

    private FailureCodes() {}

    static String of(Failure failure) {
        String code = CODES.get(failure.getClass());
        if (code == null) {
            throw new AssertionError("no code for " + failure.getClass());
        }
        return code;
    }
}
