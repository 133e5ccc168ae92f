package dev.rivulet.sse.kafka.task;

import java.util.LinkedHashMap;
import java.util.List;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The meters of a task among those of Connect (KIP-877), on workers of 4.1 and later. The worker removes them. */
public final class PluginMeters {
    private static final Logger LOG = LoggerFactory.getLogger(PluginMeters.class);

    private PluginMeters() {}

    /** Adds meters where the worker takes them. What prevents it is logged, and harms nothing. */
    public static void add(SourceTaskContext context, List<Meter> meters) {
        try {
            addTo(context.pluginMetrics(), meters);
        } catch (LinkageError e) {
            LOG.debug("This worker has no metrics of plugins: the meters are in JMX only");
        } catch (RuntimeException e) {
            LOG.warn("The meters are in JMX only: this worker did not take them", e);
        }
    }

    private static void addTo(PluginMetrics metrics, List<Meter> meters) {
        for (Meter each : meters) {
            MetricName name = metrics.metricName(each.name(), each.description(), new LinkedHashMap<>());
            metrics.addMetric(name, (Gauge<Long>) (config, now) -> each.value().getAsLong());
        }
    }
}
