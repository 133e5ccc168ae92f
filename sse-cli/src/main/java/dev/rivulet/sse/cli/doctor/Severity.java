package dev.rivulet.sse.cli.doctor;

/** How much a finding matters. */
public enum Severity {
    /** It is as it should be. */
    GOOD,
    /** Worth knowing; nothing has to be done. */
    NOTE,
    /** Users lose or wait for events, now or sooner or later. */
    WARNING,
    /** There is no usable stream. */
    PROBLEM;

    /** Whether the endpoint is not healthy because of it. */
    public boolean isComplaint() {
        return compareTo(WARNING) >= 0;
    }
}
