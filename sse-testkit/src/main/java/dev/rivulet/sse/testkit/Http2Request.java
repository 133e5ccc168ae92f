package dev.rivulet.sse.testkit;

import dev.rivulet.sse.http.Headers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a request, separated: the pseudo-headers, and the others (RFC 9113, 8.2 and 8.3). */
final class Http2Request {
    private static final Set<String> PSEUDO = Set.of(":method", ":scheme", ":path", ":authority");

    private final Map<String, String> pseudo = new HashMap<>();
    private final List<Map.Entry<String, String>> regular = new ArrayList<>();
    private @Nullable String fault;

    Http2Request(List<Map.Entry<String, String>> fields) {
        fields.forEach(this::add);
        if (!pseudo.keySet().containsAll(Set.of(":method", ":scheme", ":path"))) {
            fault("the method, scheme or path is missing");
        }
    }

    /** Why it is malformed; null where it is not. */
    @Nullable
    String fault() {
        return fault;
    }

    /** With the authority as its host, unless it has one. */
    RecordedRequest recorded(ServerOrigin origin, byte[] body) {
        Headers headers = Headers.of(regular);
        String authority = pseudo.get(":authority");
        if (authority != null && headers.first("host") == null) {
            var all = new ArrayList<Map.Entry<String, String>>();
            all.add(Map.entry("host", authority));
            all.addAll(regular);
            headers = Headers.of(all);
        }
        return new RecordedRequest(origin, of(":method"), of(":path"), headers, body);
    }

    /** Whether its Content-Length, if it has one, is that. */
    boolean mayHaveLength(int length) {
        String said = Headers.of(regular).first("content-length");
        return said == null || said.equals(Integer.toString(length));
    }

    private String of(String name) {
        return pseudo.getOrDefault(name, "");
    }

    private void add(Map.Entry<String, String> field) {
        String name = field.getKey();
        if (name.startsWith(":")) {
            addPseudo(name, field.getValue());
            return;
        }
        regular.add(field);
        if (!name.equals(name.toLowerCase(Locale.ROOT))) {
            fault("the name " + name + " is not in lower case");
        }
        if (Http2Head.OF_THE_CONNECTION.contains(name)
                || name.equals("te") && !field.getValue().equals("trailers")) {
            fault(name + " is about the connection");
        }
    }

    private void addPseudo(String name, String value) {
        if (!PSEUDO.contains(name) || pseudo.put(name, value) != null || !regular.isEmpty()) {
            fault("the pseudo-header " + name + " is unknown, twice there, or after another header");
        }
    }

    private void fault(String what) {
        if (fault == null) {
            fault = what;
        }
    }
}
