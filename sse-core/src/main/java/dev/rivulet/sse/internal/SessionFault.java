package dev.rivulet.sse.internal;

/** Carries what user code threw through the parser, which must not swallow it. */
final class SessionFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Throwable thrown;

    SessionFault(Throwable thrown) {
        super(thrown);
        this.thrown = thrown;
    }

    Throwable thrown() {
        return thrown;
    }
}
