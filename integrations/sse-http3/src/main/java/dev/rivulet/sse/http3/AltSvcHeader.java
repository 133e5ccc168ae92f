package dev.rivulet.sse.http3;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an origin says in Alt-Svc (RFC 7838, 3) of one of some protocols on its own host. Alternatives on other hosts are
 * ignored: their certificates would have to be verified for a host that is not asked.
 *
 * @param clear whether all that it said before is void
 * @param port null where it names no alternative that can be used
 */
record AltSvcHeader(boolean clear, @Nullable Integer port, Duration maxAge) {
    private static final Duration DEFAULT_MAX_AGE = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int LARGEST_PORT = 65_535;
    private static final AltSvcHeader NOTHING = new AltSvcHeader(false, null, Duration.ZERO);

    /** @param host in lower case */
    static AltSvcHeader of(List<String> values, String host, Set<String> protocols) {
        for (String alternative : split(String.join(",", values), ',')) {
            if (alternative.strip().equals("clear")) {
                return new AltSvcHeader(true, null, Duration.ZERO);
            }
            AltSvcHeader found = alternative(split(alternative, ';'), host, protocols);
            if (found.port() != null) {
                return found;
            }
        }
        return NOTHING;
    }

    private static AltSvcHeader alternative(List<String> parts, String host, Set<String> protocols) {
        String first = parts.get(0).strip();
        int equals = first.indexOf('=');
        if (equals < 0 || !protocols.contains(first.substring(0, equals))) {
            return NOTHING;
        }
        String authority = unquoted(first.substring(equals + 1));
        int colon = authority.lastIndexOf(':');
        String named = colon < 0 ? "" : authority.substring(0, colon).toLowerCase(Locale.ROOT);
        int port = colon < 0 ? 0 : number(authority.substring(colon + 1), LARGEST_PORT);
        boolean usable = port > 0 && port <= LARGEST_PORT && (named.isEmpty() || named.equals(host));
        Duration age = maxAge(parts.subList(1, parts.size()));
        return usable && !age.isZero() ? new AltSvcHeader(false, port, age) : NOTHING;
    }

    private static Duration maxAge(List<String> parameters) {
        for (String parameter : parameters) {
            String text = parameter.strip();
            if (text.startsWith("ma=")) {
                return Duration.ofSeconds(number(unquoted(text.substring(3)), (int) LONGEST.toSeconds()));
            }
        }
        return DEFAULT_MAX_AGE;
    }

    /** At most so much; 0 for what is no number. */
    private static int number(String text, int most) {
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return text.length() > 9 ? most : Math.min(most, Integer.parseInt(text));
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** Where the separator is not within quotes. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (quoted && c == '\\') {
                i++; // what it escapes
            } else if (c == separator && !quoted) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }
}
