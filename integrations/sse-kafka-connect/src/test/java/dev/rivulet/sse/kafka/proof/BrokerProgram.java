package dev.rivulet.sse.kafka.proof;

import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** Formats the storage of a broker if it has none yet, and runs it. */
final class BrokerProgram {
    private BrokerProgram() {}

    /** @param arguments its configuration, a file of properties */
    public static void main(String[] arguments) {
        String[] format = {"format", "-t", Uuid.randomUuid().toString(), "-c", arguments[0], "--ignore-formatted"};
        StorageTool.execute(format, System.out);
        Kafka.main(arguments);
    }
}
