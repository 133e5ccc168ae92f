package dev.rivulet.sse.kafka.proof;

import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.tests.support.Daemon;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** One KRaft broker, controller too, in a process of its own. */
final class Broker implements AutoCloseable {
    private static final List<String> JVM = List.of("-Xmx768m");

    final String address;
    private final Program program;

    private Broker(String address, Program program) {
        this.address = address;
        this.program = program;
    }

    /** Starts one with its data in this folder, and waits until it listens. */
    static Broker start(Path folder) throws IOException, InterruptedException {
        String address = "127.0.0.1:" + Daemon.freePort();
        Path file = PropertiesFile.write(folder.resolve("broker.properties"), settings(folder, address));
        var program = Program.start("broker", folder, JVM, BrokerProgram.class, file.toString());
        var broker = new Broker(address, program);
        try {
            await("the broker listens")
                    .atMost(Duration.ofMinutes(4))
                    .pollInterval(Duration.ofMillis(100))
                    .until(broker::listens);
        } catch (RuntimeException | Error e) {
            broker.close();
            throw e;
        }
        return broker;
    }

    void createTopic(String name, int partitions) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    void pause() throws IOException, InterruptedException {
        program.pause();
    }

    void resume() throws IOException, InterruptedException {
        program.resume();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        program.close();
    }

    private boolean listens() throws IOException {
        if (!program.isAlive()) {
            throw new AssertionError(program + " ended: " + program.said());
        }
        String[] hostAndPort = address.split(":", -1);
        try (var socket = new Socket(hostAndPort[0], Integer.parseInt(hostAndPort[1]))) {
            return socket.isConnected();
        } catch (ConnectException notYet) {
            return false;
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", address, "default.api.timeout.ms", "240000"));
    }

    private static Map<String, String> settings(Path folder, String address) {
        String controller = "127.0.0.1:" + Daemon.freePort();
        var settings = new TreeMap<String, String>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@" + controller);
        settings.put("listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller);
        settings.put("advertised.listeners", "PLAINTEXT://" + address);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        settings.put("log.dirs", folder.resolve("data").toString());
        // One node is all there is.
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        return settings;
    }
}
