package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Content type, charset, and what caches may do. */
final class ContentExamination implements Examination {
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

    @Override
    public List<Finding> examine(CaseFile file) {
        Visit first = file.first();
        if (!first.isStream()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        charset(first.headers(), findings);
        encoding(first, findings);
        if (findings.isEmpty()) {
            findings.add(
                    Finding.good(Topic.CONTENT, "event_stream", "Content-Type: " + contentType(first.headers()) + "."));
        }
        caching(first.headers(), findings);
        return findings;
    }

    private static String contentType(Headers headers) {
        return Phrase.text(String.valueOf(headers.first("Content-Type")));
    }

    private static void charset(Headers headers, List<Finding> findings) {
        Matcher charset = CHARSET.matcher(String.join(",", headers.all("Content-Type")));
        if (charset.find() && !charset.group(1).toLowerCase(Locale.ROOT).equals("utf-8")) {
            findings.add(Finding.warning(
                            Topic.CONTENT,
                            "charset",
                            "The charset is " + Phrase.text(charset.group(1))
                                    + ", and clients read UTF-8 whatever it says.")
                    .because("Content-Type: " + contentType(headers))
                    .fix("Send UTF-8, and `Content-Type: text/event-stream` without a charset."));
        }
    }

    private static void encoding(Visit first, List<Finding> findings) {
        long broken = first.arrivals().stream()
                .filter(arrival -> arrival.data().indexOf('\uFFFD') >= 0)
                .count();
        if (broken > 0) {
            findings.add(Finding.warning(
                            Topic.CONTENT, "not_utf8", Phrase.count(broken, "event") + " had bytes that are not UTF-8.")
                    .because("They are read as U+FFFD.")
                    .fix("Encode the data as UTF-8, and never cut it within a character."));
        }
    }

    private static void caching(Headers headers, List<Finding> findings) {
        String control = String.join(", ", headers.all("Cache-Control")).toLowerCase(Locale.ROOT);
        if (!control.contains("no-cache") && !control.contains("no-store")) {
            findings.add(
                    Finding.note(
                                    Topic.CONTENT,
                                    "cacheable",
                                    control.isEmpty()
                                            ? "There is no Cache-Control."
                                            : "Cache-Control: " + Phrase.text(control) + ".")
                            .fix(
                                    "Send `Cache-Control: no-cache, no-transform`, so that no cache holds or changes the stream."));
        }
    }
}
