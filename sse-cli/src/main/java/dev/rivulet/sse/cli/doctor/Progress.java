package dev.rivulet.sse.cli.doctor;

/** Gets to know what the doctor is doing, several times a second, on the doctor's thread. */
@FunctionalInterface
public interface Progress {
    /** Shows what is being done now. */
    void at(String what);
}
