package dev.rivulet.sse.cli.doctor;

import java.util.List;

/** Whether the host's name is found, and how soon. */
final class DnsExamination implements Examination {
    private static final long SLOW = 1_000_000_000L;

    @Override
    public List<Finding> examine(CaseFile file) {
        NameLookup names = file.names();
        if (names == null || names.addresses().equals(List.of(names.host()))) {
            return List.of(); // nothing was looked up
        }
        if (names.addresses().isEmpty()) {
            return List.of(failed(names));
        }
        String found = "The name " + names.host() + " has " + "the address " + String.join(", ", names.addresses())
                + ", found in " + Phrase.time(names.nanos()) + ".";
        return List.of(
                names.nanos() < SLOW
                        ? Finding.good(Topic.DNS, "resolved", found)
                        : Finding.note(Topic.DNS, "slow", found)
                                .fix(
                                        "The name is looked up again at each reconnection: use a resolver that is nearer."));
    }

    private static Finding failed(NameLookup names) {
        return Finding.problem(
                        Topic.DNS,
                        names.isInTime() ? "unknown_host" : "no_answer",
                        names.isInTime()
                                ? "The name " + names.host() + " is not known."
                                : "DNS gave no answer for " + names.host() + " in " + Phrase.time(names.nanos()) + ".")
                .fix("Check the spelling of the host, and that this machine's resolver knows it.");
    }
}
