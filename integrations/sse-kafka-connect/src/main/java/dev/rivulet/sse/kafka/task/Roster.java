package dev.rivulet.sse.kafka.task;

import dev.rivulet.sse.kafka.config.Settings;
import dev.rivulet.sse.kafka.records.Position;
import dev.rivulet.sse.kafka.records.StreamRecords;
import dev.rivulet.sse.kafka.streams.StreamSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which streams the task has, as the list says. Confined to the task's thread, except where said. */
final class Roster {
    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);
    private static final int REMEMBERED = 10_000;

    private final Settings settings;
    private final StoredPositions stored;
    private final EventQueue queue;
    private final Agenda agenda;
    private final Delays delays;
    private final Quarantine quarantine;
    private final Map<String, OwnedStream> owned = new ConcurrentHashMap<>();

    /** Those whose stored offset cannot be used: it is read again before they start, since it says where. */
    private final Set<String> unusable = new HashSet<>();

    /** Streams that were owned: Connect may commit their last positions later than they come back. */
    private final Map<String, OwnedStream> departed = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OwnedStream> eldest) {
            return size() > REMEMBERED;
        }
    };

    Roster(
            Settings settings,
            StoredPositions stored,
            EventQueue queue,
            Agenda agenda,
            Delays delays,
            Quarantine quarantine) {
        this.settings = settings;
        this.stored = stored;
        this.queue = queue;
        this.agenda = agenda;
        this.delays = delays;
        this.quarantine = quarantine;
    }

    /** The streams that are owned now. Any thread. */
    Collection<OwnedStream> streams() {
        return owned.values();
    }

    boolean has(OwnedStream stream) {
        return owned.get(stream.name()) == stream;
    }

    /**
     * Adopts a list: only what differs is started or stopped.
     *
     * @throws org.apache.kafka.connect.errors.ConnectException if positions cannot be read; nothing has changed then
     */
    void adopt(List<StreamSpec> all) {
        Map<String, StreamSpec> wanted = ownOf(all);
        Map<String, Map<String, Object>> offsets = stored.of(unknown(wanted.keySet()));
        int removed = leave(wanted);
        List<OwnedStream> starting = new ArrayList<>();
        for (StreamSpec spec : wanted.values()) {
            OwnedStream started = enter(spec, offsets);
            if (started != null) {
                starting.add(started);
            }
        }
        for (OwnedStream each : starting) {
            agenda.add(each, delays.ofStart(starting.size()));
        }
        LOG.info(
                "The list has {} streams, this task {} of them: {} start, {} are closed",
                all.size(),
                owned.size(),
                starting.size(),
                removed);
    }

    private Map<String, StreamSpec> ownOf(List<StreamSpec> all) {
        Map<String, StreamSpec> wanted = new LinkedHashMap<>();
        for (StreamSpec each : all) {
            if (settings.ownership().owns(each.name())) {
                wanted.putIfAbsent(each.name(), each);
            }
        }
        return wanted;
    }

    private List<String> unknown(Collection<String> names) {
        return names.stream()
                .filter(name -> unusable.contains(name) || (!owned.containsKey(name) && !departed.containsKey(name)))
                .toList();
    }

    private int leave(Map<String, StreamSpec> wanted) {
        List<OwnedStream> leaving = owned.values().stream()
                .filter(each -> !wanted.containsKey(each.name()))
                .toList();
        for (OwnedStream each : leaving) {
            each.halt(queue, StreamState.ENDED);
            owned.remove(each.name());
            if (!unusable.remove(each.name())) {
                departed.put(each.name(), each);
            }
        }
        return leaving.size();
    }

    /** The stream if it is to be started. */
    private @Nullable OwnedStream enter(StreamSpec spec, Map<String, Map<String, Object>> offsets) {
        OwnedStream known = owned.get(spec.name());
        if (known != null && known.spec().equals(spec)) {
            return null;
        }
        OwnedStream returning = known == null ? departed.remove(spec.name()) : known;
        if (returning == null || unusable.remove(spec.name())) {
            return create(spec, offsets.get(spec.name()));
        }
        returning.halt(queue, StreamState.STARTING);
        returning.become(spec, new StreamRecords(spec, settings.records()));
        owned.put(spec.name(), returning);
        return returning;
    }

    private @Nullable OwnedStream create(StreamSpec spec, @Nullable Map<String, Object> offset) {
        var records = new StreamRecords(spec, settings.records());
        if (offset == null) {
            return own(new OwnedStream(spec, records, Position.BEGINNING));
        }
        try {
            return own(new OwnedStream(spec, records, Position.of(offset)));
        } catch (DataException e) {
            OwnedStream stream = own(new OwnedStream(spec, records, Position.BEGINNING));
            unusable.add(stream.name());
            quarantine.addUntilRestart(stream, new FailureText("bad_offset", String.valueOf(e.getMessage())), offset);
            return null;
        }
    }

    private OwnedStream own(OwnedStream stream) {
        owned.put(stream.name(), stream);
        return stream;
    }

    /** How many streams are in a state. Any thread; looks at each stream. */
    int count(StreamState state) {
        int count = 0;
        for (OwnedStream each : owned.values()) {
            count += each.state() == state ? 1 : 0;
        }
        return count;
    }
}
