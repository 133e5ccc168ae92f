package dev.rivulet.sse.cli.doctor;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a lost stream can be resumed by its ids. */
final class IdExamination implements Examination {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,30}");

    @Override
    public List<Finding> examine(CaseFile file) {
        List<Arrival> events = file.first().eventArrivals();
        if (!file.first().isStream() || events.isEmpty()) {
            return List.of();
        }
        List<Arrival> known = file.first().identified();
        if (known.isEmpty()) {
            return List.of(none(file, events.size()));
        }
        List<Finding> findings = new ArrayList<>();
        repeated(known).ifPresent(findings::add);
        unsendable(known).ifPresent(findings::add);
        backwards(known).ifPresent(findings::add);
        beyondAscii(known).ifPresent(findings::add);
        if (findings.stream().noneMatch(finding -> finding.severity().isComplaint())) {
            findings.add(0, good(events.size(), known));
        }
        return findings;
    }

    private static Finding none(CaseFile file, int events) {
        String what =
                "None of " + Phrase.count(events, "event") + " has an id: what is sent while a client is away is lost.";
        return (file.isRepeatable() ? Finding.warning(Topic.IDS, "none", what) : Finding.note(Topic.IDS, "none", what))
                .fix("Send `id:` with each event, and begin after it when a request has it as Last-Event-ID.");
    }

    private static Finding good(int events, List<Arrival> known) {
        return Finding.good(
                Topic.IDS,
                "usable",
                known.size() + " of " + Phrase.count(events, "event") + " have an id, all different, from "
                        + known.get(0).id().quoted() + " to "
                        + known.get(known.size() - 1).id().quoted() + ".");
    }

    private static Optional<Finding> repeated(List<Arrival> known) {
        Set<EventId> seen = new HashSet<>();
        return known.stream()
                .filter(event -> !seen.add(event.id()))
                .findFirst()
                .map(event -> Finding.warning(
                                Topic.IDS,
                                "repeated",
                                "An id comes more than once on a connection: "
                                        + event.id().quoted() + ".")
                        .because(known.size() + " events have " + distinct(known) + " different ids.")
                        .fix("Give each event its own id. An id that names a thing, and not an event, says no place."));
    }

    private static long distinct(List<Arrival> known) {
        return known.stream().map(Arrival::id).distinct().count();
    }

    private static Optional<Finding> unsendable(List<Arrival> known) {
        return known.stream()
                .map(Arrival::id)
                .filter(id -> id.isTooLong() || id.hasControls())
                .findFirst()
                .map(id -> Finding.warning(
                                Topic.IDS,
                                "unsendable",
                                "An id cannot be sent back as Last-Event-ID: " + id.quoted() + ".")
                        .because(
                                id.isTooLong()
                                        ? "It has more than " + EventId.MOST_BYTES
                                                + " bytes, and servers refuse such headers."
                                        : "It has control characters, which a header may not have (RFC 9110, 5.5).")
                        .fix("Use short ids of printable ASCII."));
    }

    private static Optional<Finding> beyondAscii(List<Arrival> known) {
        return known.stream()
                .map(Arrival::id)
                .filter(id -> !id.isAscii())
                .findFirst()
                .map(id -> Finding.note(Topic.IDS, "not_ascii", "An id is not ASCII: " + id.quoted() + ".")
                        .because("Some HTTP libraries, the JDK's for one, cannot send it as Last-Event-ID.")
                        .fix("Use short ids of printable ASCII."));
    }

    private static Optional<Finding> backwards(List<Arrival> known) {
        for (int i = 1; i < known.size(); i++) {
            String before = known.get(i - 1).id().text();
            String id = known.get(i).id().text();
            if (isLess(id, before)) {
                return Optional.of(Finding.note(
                                Topic.IDS,
                                "not_monotone",
                                "The ids do not only grow: " + id + " came after " + before + ".")
                        .fix("Nothing, if the server finds its place by each of them."));
            }
        }
        return Optional.empty();
    }

    /** Only of numbers is it known which is less. */
    private static boolean isLess(String id, String other) {
        return NUMBER.matcher(id).matches()
                && NUMBER.matcher(other).matches()
                && new BigInteger(id).compareTo(new BigInteger(other)) < 0;
    }
}
