package dev.rivulet.sse.internal;

/** Carries what user code threw through the parser, which must not swallow it. */
final class SessionFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SessionFault(Throwable cause) {
        super(cause);
    }
}
