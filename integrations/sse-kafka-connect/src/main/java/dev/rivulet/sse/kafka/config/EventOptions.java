package dev.rivulet.sse.kafka.config;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** Which events count, and how large they may be. */
final class EventOptions {
    static final String TYPES = "event.types";
    static final String IDS_REQUIRED = "ids.required";
    static final String DEDUP = "dedup";
    static final String REMEMBERED = "dedup.remembered";
    static final String MAX_BYTES = "event.max.bytes";
    static final String OVERSIZED = "event.oversized";

    static final List<String> DEDUPS = List.of("id_and_content", "id", "always", "off");
    static final List<String> OVERSIZED_ACTIONS = List.of("fail", "skip");

    private EventOptions() {}

    static void define(ConfigDef all) {
        var group = new Group(all, "Events");
        group.option(TYPES, ConfigDef.Type.LIST)
                .preset(List.of())
                .medium()
                .middling()
                .documented(
                        "Types",
                        "The types of events that become records; the type of an event without an event line is"
                                + " message. Empty for all.");
        group.option(IDS_REQUIRED, ConfigDef.Type.BOOLEAN)
                .preset(false)
                .high()
                .documented(
                        "Ids are required",
                        "Declares that each event has an id of its own. An event without one, or with the id"
                                + " of the event before it, then fails its stream, which is quarantined. Only with true, and dedup other than off, can Connect deliver exactly once"
                                + " (exactly.once.support=required); with false, delivery is at least once.");
        group.option(DEDUP, ConfigDef.Type.STRING)
                .preset("id_and_content")
                .words(DEDUPS)
                .dependents(REMEMBERED)
                .documented(
                        "Duplicates",
                        "Which events are dropped as duplicates: id_and_content (same id, type and data, where a"
                                + " server sends events again after a reconnect), id (the same without looking at the"
                                + " data), always (same id, type and data anywhere; for servers that give each event"
                                + " its own id), off (none).");
        group.option(REMEMBERED, ConfigDef.Type.INT)
                .preset(1024)
                .checked(Checks.between(1, 1 << 20))
                .documented(
                        "Events remembered",
                        "How many of a stream's last events are remembered to find duplicates. It should be as many as"
                                + " a server sends again after a reconnect.");
        group.option(MAX_BYTES, ConfigDef.Type.INT)
                .preset(900_000)
                .medium()
                .checked(Checks.between(1, 1 << 30))
                .documented(
                        "Longest event",
                        "The longest event, in bytes of its data. Keep it below max.request.size of the worker's"
                                + " producer (1,048,576 by default) and message.max.bytes of the brokers: Connect fails"
                                + " the whole task for a record that is too large. With value.format=json, a number such as"
                                + " 1e6 is written as 1000000.0, and the characters of a string may be escaped: leave"
                                + " room for that, or raise producer.override.max.request.size.");
        group.option(OVERSIZED, ConfigDef.Type.STRING)
                .preset("fail")
                .words(OVERSIZED_ACTIONS)
                .documented(
                        "Events that are too long",
                        "What happens to an event over event.max.bytes: fail (its stream is quarantined) or skip (it is"
                                + " left out, and the stream continues).");
    }
}
