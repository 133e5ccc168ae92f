package dev.rivulet.examples.kafka;

import java.io.IOException;
import java.util.Arrays;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.cli.AbstractConnectCli;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.Herder;

/** The worker, as {@code connect-standalone.sh} and {@code connect-distributed.sh} run it. */
final class Worker {
    private final Connect<?> worker;

    private Worker(Connect<?> worker) {
        this.worker = worker;
    }

    /** A worker alone, with its connectors. */
    static Worker standalone(String... files) throws IOException {
        return start(new ConnectStandalone(files), files);
    }

    static Worker distributed(String file) throws IOException {
        return start(new ConnectDistributed(file), file);
    }

    private static <H extends Herder> Worker start(AbstractConnectCli<H, ?> command, String... files)
            throws IOException {
        Connect<H> worker = command.startConnect(Utils.propsToStringMap(Utils.loadProps(files[0])));
        command.processExtraArgs(worker, Arrays.copyOfRange(files, 1, files.length));
        return new Worker(worker);
    }

    /** Waits until it has stopped. Connect stops it in a shutdown hook of its own. */
    void awaitStop() {
        worker.awaitStop();
    }
}
