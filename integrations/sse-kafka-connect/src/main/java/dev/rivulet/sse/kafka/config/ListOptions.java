package dev.rivulet.sse.kafka.config;

import org.apache.kafka.common.config.ConfigDef;

/** Which streams are read. */
final class ListOptions {
    static final String STREAMS = "streams";
    static final String FILE = "streams.file";
    static final String URL = "streams.url";
    static final String URL_HEADERS = "streams.url.headers";
    static final String TOPIC = "streams.topic";
    static final String CONSUMER = "streams.consumer.";
    static final String BOOTSTRAP = CONSUMER + "bootstrap.servers";
    static final String REFRESH = "streams.refresh.ms";

    private ListOptions() {}

    static void define(ConfigDef all) {
        var group = new Group(all, "Streams");
        group.option(STREAMS, ConfigDef.Type.STRING)
                .high()
                .wide()
                .checked(Checks.streams())
                .documented(
                        "Streams",
                        "The streams, as name=URL entries separated by white space or commas, such as"
                                + " prices=https://example.com/prices. A comma inside a URL must be written as %2C if"
                                + " another name=http follows it. Or a JSON array of objects with name, url, topic and"
                                + " headers (the last two are optional). The name identifies the stream in Connect's"
                                + " offsets: a renamed stream begins anew. Exactly one of streams, streams.file,"
                                + " streams.url and streams.topic must be set. Connect shows this option: secrets belong into"
                                + " headers.secret.");
        group.option(FILE, ConfigDef.Type.STRING)
                .high()
                .wide()
                .checked(Checks.path())
                .documented(
                        "File with streams",
                        "A file with one stream a line: name=URL, or a JSON object with name, url, topic and headers."
                                + " Empty lines and lines that begin with # do not count. Or one JSON array of such"
                                + " objects. Every worker must have it under this path. Each task watches it, so that"
                                + " streams come and go without a restart. Replace the file atomically (write another"
                                + " one and rename it).");
        group.option(URL, ConfigDef.Type.STRING)
                .high()
                .wide()
                .checked(Checks.listUri())
                .dependents(URL_HEADERS)
                .documented(
                        "URL of the list of streams",
                        "An http or https URL that returns what streams.file describes. Each task fetches it every"
                                + " streams.refresh.ms; the ETag is respected, redirects are not followed. User information in the URL is"
                                + " sent as Basic authentication.");
        group.option(URL_HEADERS, ConfigDef.Type.PASSWORD)
                .wide()
                .checked(Checks.listHeaders())
                .recommended(Choice.whereSet(URL))
                .documented(
                        "Headers for streams.url",
                        "Headers that are sent to streams.url only, one \"Name: value\" a line (\\n in a properties"
                                + " file).");
        group.option(TOPIC, ConfigDef.Type.STRING)
                .high()
                .middling()
                .checked(Checks.topic())
                .dependents(BOOTSTRAP)
                .documented(
                        "Topic with streams",
                        "A compacted topic of streams: the key is the name, the value the URL or a JSON object with"
                                + " url, topic and headers; a tombstone removes the stream. Each task reads all of it"
                                + " with a consumer of its own, without a consumer group. One partition is enough: if"
                                + " more are added, a name may be in two of them.");
        group.option(BOOTSTRAP, ConfigDef.Type.STRING)
                .medium()
                .wide()
                .recommended(Choice.whereSet(TOPIC))
                .documented(
                        "Brokers of streams.topic",
                        "The brokers that have streams.topic, such as broker:9092. Required with streams.topic, since"
                                + " Connect does not give its own to a connector. Any other option of Kafka's consumer"
                                + " can be set in the same way: streams.consumer.security.protocol, for example.");
        group.option(REFRESH, ConfigDef.Type.LONG)
                .preset(10_000L)
                .checked(Checks.between(100, Integer.MAX_VALUE))
                .documented(
                        "Time between looks at the list",
                        "How often streams.file and streams.url are looked at, in milliseconds. For streams.topic: how"
                                + " long after a failure it is read again.");
    }
}
