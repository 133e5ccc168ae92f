package dev.rivulet.sse.kafka.proof;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A broker and workers, each in a process of its own. */
final class Cluster implements AutoCloseable {
    final Broker broker;
    final Rest rest = new Rest(this::addresses);
    private final Path folder;
    private final List<String> jvm;
    private final Map<String, String> settings;
    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private final AtomicInteger started = new AtomicInteger();

    private Cluster(Path folder, Broker broker, List<String> jvm, Map<String, String> settings) {
        this.folder = folder;
        this.broker = broker;
        this.jvm = jvm;
        this.settings = settings;
    }

    /**
     * Starts one.
     *
     * @param jvm options of the workers' JVMs
     * @param settings of the workers, instead of those of {@link Worker}
     */
    static Cluster start(Path folder, int workers, List<String> jvm, Map<String, String> settings)
            throws IOException, InterruptedException {
        var cluster = new Cluster(folder, Broker.start(folder), jvm, settings);
        for (int i = 0; i < workers; i++) {
            cluster.addWorker();
        }
        return cluster;
    }

    Worker addWorker() throws IOException {
        var worker = Worker.start("worker-" + started.incrementAndGet(), folder, broker.address, jvm, settings);
        workers.add(worker);
        return worker;
    }

    /** The one that is there the longest. */
    Worker oldest() {
        return workers.get(0);
    }

    /** A new one comes, and the oldest is killed. */
    void replaceByForce() throws IOException, InterruptedException {
        Worker lost = workers.remove(0);
        addWorker();
        lost.program.kill();
    }

    /** A new one comes, and the oldest leaves as it should. */
    void replace() throws IOException, InterruptedException {
        Worker leaving = workers.remove(0);
        addWorker();
        leaving.program.stop();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (Worker worker : workers) {
            worker.close();
        }
        broker.close();
    }

    private List<URI> addresses() {
        return workers.stream().map(worker -> worker.rest).toList();
    }
}
