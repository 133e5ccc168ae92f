package dev.rivulet.sse.kafka.streams;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Where the names and URIs of streams come from. A list that can change is watched by one thread of its own until it is
 * closed.
 *
 * <p>A list that cannot be read changes nothing: the last good one stands, and the failure is reported. One bad entry is
 * reported and does not harm the others; if a stream of that name was known, it stays as it was.
 */
public interface StreamList extends AutoCloseable {
    /**
     * Called by one thread at a time. What it throws is logged, and the watching continues; an inline list passes it on from
     * {@link #start}.
     */
    interface Listener {
        /** All streams, with different names: at first, and when something has changed. Unmodifiable. */
        void streams(List<StreamSpec> all);

        /**
         * The list, or an entry of it, cannot be read; it will be tried again. The same message is not reported twice in a
         * row. It shows no secret.
         */
        void failed(String message);
    }

    /** Begins to report. To be called once. Returns without waiting for files, servers or brokers. */
    void start(Listener listener);

    /** Ends the watching, and does not wait for its thread: a call that runs may finish, no other begins. Idempotent. */
    @Override
    void close();

    /** A list that never changes; reported before {@link #start} returns. */
    static StreamList inline(List<StreamSpec> streams) {
        return new InlineList(streams);
    }

    /**
     * The lines of a file: {@code name=URL}, or a JSON object with {@code name}, {@code url}, {@code topic} and
     * {@code headers}; or the whole is a JSON array of such objects. Empty lines and lines that begin with {@code #} do
     * not count. At most 32 MiB.
     *
     * <p>Replace it atomically, by renaming another file. A file that is written in place is read when it has not changed
     * for a second.
     *
     * @param refresh how often its time and size are looked at
     */
    static StreamList file(Path path, Duration refresh) {
        return new PolledList(new FileSource(path, Clock.systemUTC()), refresh);
    }

    /**
     * As {@link #file}, from a server. Its ETag is sent back, so that a list that has not changed is not sent again.
     * Redirects are not followed. A response must be complete after 30 seconds. User information in the URI is sent as Basic
     * authentication, unless an Authorization header is among the headers.
     *
     * @param headers sent with each request
     * @param refresh how often it is asked, give or take a tenth
     */
    static StreamList url(URI uri, Map<String, String> headers, HttpClient client, Duration refresh) {
        return new PolledList(new UrlSource(uri, headers, client), refresh);
    }

    /**
     * The records of a compacted topic: the key is the stream's name, the value its URL or a JSON object as in {@link
     * #file}; a tombstone removes the stream. All partitions are read, from the beginning, without a consumer group.
     *
     * @param consumer the settings of the consumer, with the names that Kafka gives them
     * @param refresh how long after a failure it is tried again, and how often partitions are counted
     */
    static StreamList topic(String topic, Map<String, String> consumer, Duration refresh) {
        return new TopicList(topic, () -> TopicList.consumer(consumer), refresh);
    }
}
