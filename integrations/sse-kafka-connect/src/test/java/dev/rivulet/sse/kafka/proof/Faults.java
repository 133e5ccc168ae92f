package dev.rivulet.sse.kafka.proof;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Makes what can happen to a cluster happen to it, in the order that a seed says, while events arrive. */
final class Faults {
    private static final long NANOS_BETWEEN = MILLISECONDS.toNanos(4_000);

    /** What happens. */
    enum Fault {
        WORKER_KILLED,
        WORKER_STOPPED,
        CONNECTOR_RESTARTED,
        BROKER_PAUSED
    }

    private final Cluster cluster;
    private final String connector;
    private final Random random;
    private final long pauseMillis;
    private final Map<Fault, Integer> happened = new EnumMap<>(Fault.class);
    private final List<String> failed = new ArrayList<>();

    Faults(Cluster cluster, String connector, long seed, long pauseMillis) {
        this.cluster = cluster;
        this.connector = connector;
        this.random = new Random(seed);
        this.pauseMillis = pauseMillis;
    }

    /** Each fault once, then again, until the time is over. Each happens at least once. */
    void happenUntil(long deadline) throws IOException, InterruptedException {
        do {
            List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
            Collections.shuffle(faults, random);
            for (Fault fault : faults) {
                if (happened.containsKey(fault) && System.nanoTime() > deadline) {
                    return;
                }
                LockSupport.parkNanos(NANOS_BETWEEN / 2 + random.nextLong(NANOS_BETWEEN));
                restartFailedTasks();
                happens(fault);
            }
        } while (System.nanoTime() < deadline);
    }

    /** As an operator would. Connect does not restart a task that failed. */
    void restartFailedTasks() throws IOException, InterruptedException {
        boolean any = false;
        for (JsonNode task : cluster.rest.status(connector).path("tasks")) {
            if (task.path("state").asText().equals("FAILED")) {
                any = true;
                failed.add(task.path("trace").asText().lines().findFirst().orElse(""));
            }
        }
        if (any) {
            cluster.rest.restartFailed(connector);
        }
    }

    /** Why tasks failed, each time one did. */
    List<String> failedTasks() {
        return failed;
    }

    @Override
    public String toString() {
        return happened + ", tasks that failed and were restarted: " + failed;
    }

    private void happens(Fault fault) throws IOException, InterruptedException {
        happened.merge(fault, 1, Integer::sum);
        System.out.println("== " + fault);
        switch (fault) {
            case WORKER_KILLED -> cluster.replaceByForce();
            case WORKER_STOPPED -> cluster.replace();
            case CONNECTOR_RESTARTED -> cluster.rest.restart(connector);
            case BROKER_PAUSED -> {
                cluster.broker.pause();
                LockSupport.parkNanos(MILLISECONDS.toNanos(pauseMillis));
                cluster.broker.resume();
            }
        }
    }
}
