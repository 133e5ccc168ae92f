package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.http.Redacted;
import java.util.List;
import java.util.stream.Collectors;

/** Each reconnection takes all redirects again. */
final class RedirectExamination implements Examination {
    @Override
    public List<Finding> examine(CaseFile file) {
        List<Visit.Hop> hops = file.first().hops();
        if (hops.size() < 2 || !file.first().isStream()) {
            return List.of();
        }
        Visit.Hop last = hops.get(hops.size() - 1);
        String way = hops.subList(0, hops.size() - 1).stream()
                .map(hop -> Integer.toString(hop.head().status()))
                .collect(Collectors.joining(", "));
        return List.of(Finding.note(
                        Topic.REDIRECTS,
                        "redirected",
                        "The stream is at " + Redacted.uri(last.uri()) + ", after "
                                + Phrase.count(hops.size() - 1, "redirect") + " (" + way + "; "
                                + Phrase.time(last.at()) + " in all).")
                .fix("Use that address, if it is a lasting one: each reconnection goes through the redirects again."));
    }
}
