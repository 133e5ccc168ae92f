package dev.rivulet.sse.jdkhttp;

import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the JDK lets into the request for a tunnel through a proxy. */
final class Tunnels {
    private static final String PROPERTY = "jdk.http.auth.tunneling.disabledSchemes";

    private Tunnels() {}

    /** Whether Basic authentication, which the JDK withholds from tunnels unless the property says otherwise. */
    static boolean takeBasic() {
        return takeBasic(System.getProperty(PROPERTY));
    }

    static boolean takeBasic(@Nullable String disabledSchemes) {
        return disabledSchemes != null
                && Stream.of(disabledSchemes.toLowerCase(Locale.ROOT).split(","))
                        .noneMatch(scheme -> scheme.strip().equals("basic"));
    }
}
