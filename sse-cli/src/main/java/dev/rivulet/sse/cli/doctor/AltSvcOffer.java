package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.http.Headers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an Alt-Svc header (RFC 7838) offers HTTP/3 first.
 *
 * @param host empty for the origin's own
 */
record AltSvcOffer(String host, int port) {
    private static final Pattern H3 =
            Pattern.compile("(?:^|[,\\s])h3\\s*=\\s*\"([^\":]*|\\[[^\"\\]]*\\]):(\\d{1,5})\"");

    /** Null where none does. */
    static @Nullable AltSvcOffer of(Headers headers) {
        Matcher offers = H3.matcher(String.join(",", headers.all("Alt-Svc")));
        while (offers.find()) {
            int port = Integer.parseInt(offers.group(2));
            if (port > 0 && port <= 0xFFFF) {
                return new AltSvcOffer(offers.group(1), port);
            }
        }
        return null;
    }
}
