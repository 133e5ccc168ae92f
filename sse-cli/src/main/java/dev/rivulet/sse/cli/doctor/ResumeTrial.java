package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.http.ResponseHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that carried the id of an event some way before the last one that was seen: as if the client had lost the
 * events after it.
 *
 * @param known the events of the first watch that have ids, in their order
 * @param after the index in {@code known} of the event whose id was sent
 */
record ResumeTrial(List<Arrival> known, int after, Visit visit) {
    /** As many events are pretended to be lost. */
    private static final int LOST = 3;

    /** So many new events in a row show that none of the lost ones comes. */
    private static final int ENOUGH_NEW = 3;

    /** What the server did. */
    enum Answer {
        /** It began with the event after the one that was named. */
        STRICT,
        /** It began with the one that was named. */
        INCLUSIVE,
        /** It began at the start. */
        WHOLE,
        /** It gave the same ids to other events. */
        RENUMBERED,
        /** It left events out. */
        SKIPPED,
        /** It continued with new events, without those that were lost. */
        IGNORED,
        /** Nothing came, not even what was lost. */
        SILENT,
        /** It answered with an error. */
        REFUSED,
        /** It answered 204: there is nothing more. */
        NO_CONTENT
    }

    /**
     * Which event to name, so that the answers differ: one that has others before and after it, if there are enough.
     *
     * @return an index, or -1 if there are too few events to try it
     */
    static int choose(List<Arrival> known) {
        int last = known.size() - 1;
        return last < 1 ? -1 : Math.max(Math.min(1, last - 1), last - LOST);
    }

    /** Whether what has come says what the server does, if these are the ids that were seen before. */
    static boolean isDecided(Set<EventId> ids, List<Arrival> arrivals) {
        List<Arrival> came = arrivals.stream().filter(Arrival::isIdentified).toList();
        return came.size() >= ENOUGH_NEW || came.stream().anyMatch(event -> ids.contains(event.id()));
    }

    Arrival named() {
        return known.get(after);
    }

    /** The first event that came which has an id that was seen before; null if none did. */
    @Nullable
    Arrival firstKnown() {
        return visit.identified().stream()
                .filter(event -> index(event.id()) >= 0)
                .findFirst()
                .orElse(null);
    }

    Answer answer() {
        ResponseHead head = visit.head();
        if (!visit.isStream()) {
            return head != null && head.status() == 204 ? Answer.NO_CONTENT : Answer.REFUSED;
        }
        Arrival first = firstKnown();
        if (first == null) {
            return visit.identified().isEmpty() ? Answer.SILENT : Answer.IGNORED;
        }
        return answer(index(first.id()), first);
    }

    private Answer answer(int at, Arrival first) {
        if (at > after) {
            return at == after + 1 ? Answer.STRICT : Answer.SKIPPED;
        } else if (!first.isSameEventAs(known.get(at))) {
            return Answer.RENUMBERED;
        }
        return at == after ? Answer.INCLUSIVE : Answer.WHOLE;
    }

    private int index(EventId id) {
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    /** The events after the named one that were seen before, by their ids. */
    List<EventId> lost() {
        List<EventId> ids = new ArrayList<>();
        known.subList(after + 1, known.size()).forEach(event -> ids.add(event.id()));
        return ids;
    }
}
