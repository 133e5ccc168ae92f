package dev.rivulet.sse.kafka.proof;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** The context of a task that runs without a worker, from the beginning of its streams. */
final class NoOffsets {
    private NoOffsets() {}

    static SourceTaskContext context(Map<String, String> config) {
        ClassLoader loader = NoOffsets.class.getClassLoader();
        var offsets = Proxy.newProxyInstance(
                loader,
                new Class<?>[] {OffsetStorageReader.class},
                (proxy, method, given) -> method.getName().equals("offsets") ? Map.of() : null);
        var metrics = new PluginMetricsImpl(new Metrics(), Map.of());
        return (SourceTaskContext) Proxy.newProxyInstance(
                loader, new Class<?>[] {SourceTaskContext.class}, (proxy, method, given) -> switch (method.getName()) {
                    case "configs" -> config;
                    case "offsetStorageReader" -> offsets;
                    case "pluginMetrics" -> metrics;
                    default -> null;
                });
    }
}
