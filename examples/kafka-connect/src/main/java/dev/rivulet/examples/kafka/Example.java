package dev.rivulet.examples.kafka;

import java.io.IOException;

/** Runs a broker, a worker and a demo server in this JVM, and prints the records of the topic. */
public final class Example {
    private Example() {}

    /**
     * Ends after so many records, or when it is interrupted.
     *
     * @param arguments {@code standalone} or {@code distributed}, and the number of records; 0: without end
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Broker broker = Broker.start("config/broker.properties");
        DemoServer.start(18080);
        Worker worker = worker(arguments[0].equals("distributed"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(worker, broker)));
        Printer.print("prices", Long.parseLong(arguments[1]));
        System.exit(0); // runs the hook, as Ctrl-C does
    }

    private static Worker worker(boolean distributed) throws IOException, InterruptedException {
        if (!distributed) {
            return Worker.standalone("config/connect-standalone.properties", "config/sse-source.properties");
        }
        Worker worker = Worker.distributed("config/connect-distributed.properties");
        Connectors.at("http://127.0.0.1:18083").create("prices", "config/sse-source.json");
        return worker;
    }

    /** The worker first: it sends what it has, and saves its offsets. */
    private static void stop(Worker worker, Broker broker) {
        worker.awaitStop();
        broker.close();
    }
}
