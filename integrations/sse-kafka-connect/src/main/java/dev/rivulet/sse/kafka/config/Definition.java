package dev.rivulet.sse.kafka.config;

import org.apache.kafka.common.config.ConfigDef;

/** The options of the connector, with their documentation. */
public final class Definition {
    private static final ConfigDef ALL = define();

    private Definition() {}

    /** All options, in the order of their groups. A new copy. */
    public static ConfigDef configDef() {
        return new ConfigDef(ALL);
    }

    private static ConfigDef define() {
        var all = new ConfigDef();
        ListOptions.define(all);
        ConnectionOptions.define(all);
        EventOptions.define(all);
        RecordOptions.define(all);
        QueueOptions.define(all);
        RetryOptions.define(all);
        TlsOptions.define(all);
        ProxyOptions.define(all);
        return all;
    }
}
