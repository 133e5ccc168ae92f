package dev.rivulet.sse.kafka.proof;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/**
 * Loads the plugin as a worker does, which has none of its classes on its own class path; and runs a task of it.
 */
final class PluginProgram {
    private static final String CONNECTOR = "dev.rivulet.sse.kafka.SseSourceConnector";

    private PluginProgram() {}

    /** @param arguments the folder of the plugin, a transport, the streams, and how many records to wait for */
    public static void main(String[] arguments) throws Exception {
        // Only what service files name: no class is found by a search.
        var plugins = new Plugins(Map.of("plugin.path", arguments[0], "plugin.discovery", "service_load"));
        var connector = (SourceConnector) plugins.newConnector(CONNECTOR);
        ClassLoader loader = connector.getClass().getClassLoader();
        System.out.println("loaded by " + loader.getClass().getSimpleName());
        System.out.println("version " + connector.version());
        System.out.println("kafka's: " + (Connector.class.getClassLoader() == PluginProgram.class.getClassLoader()));
        try (var swapped = plugins.withClassLoader(loader)) {
            run(plugins, connector, settings(arguments[1], arguments[2]), Integer.parseInt(arguments[3]));
        }
        var epoll = Class.forName("io.netty.channel.epoll.Epoll", true, loader);
        System.out.println("epoll " + epoll.getMethod("isAvailable").invoke(null));
        System.exit(0); // threads of the task
    }

    private static void run(Plugins plugins, SourceConnector connector, Map<String, String> settings, int wanted)
            throws InterruptedException {
        connector.start(settings);
        Map<String, String> config = new HashMap<>(connector.taskConfigs(1).get(0));
        var task = (SourceTask) plugins.newTask(connector.taskClass().asSubclass(SourceTask.class));
        task.initialize(NoOffsets.context(config));
        task.start(config);
        int received = 0;
        while (received < wanted) {
            List<SourceRecord> records = task.poll();
            received += records == null ? 0 : records.size();
        }
        System.out.println("records " + received);
        task.stop();
        connector.stop();
    }

    private static Map<String, String> settings(String transport, String streams) {
        Map<String, String> settings = SourceConfig.withoutStreams();
        settings.put("name", "plugin");
        settings.put("streams", streams);
        settings.put("transport", transport);
        return settings;
    }
}
