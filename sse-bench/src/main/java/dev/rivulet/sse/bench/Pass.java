package dev.rivulet.sse.bench;

/** One way to read one workload. */
public interface Pass {
    /** Reads the whole workload once, as a new connection would, and puts every event into the sink. */
    void run(Sink sink) throws Exception;
}
