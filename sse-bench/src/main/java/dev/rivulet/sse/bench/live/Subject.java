package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.bench.results.Role;
import java.util.List;
import java.util.Locale;

/** Who is measured: one of the clients that are known here, or ours over a transport by its name, or over TLS. */
sealed interface Subject permits LiveEntry, NamedTransport, OverTls {
    /** What {@link #of} takes. */
    String key();

    /** Its client, for one stream or for many. */
    LiveClient client(boolean many) throws Exception;

    /** What its JVM needs. */
    List<String> jvmOptions();

    Role role();

    /** The subject with this key, as users write it, too: {@code netty-inline}. */
    static Subject of(String key) {
        if (key.startsWith(OverTls.PREFIX)) {
            return OverTls.parse(key);
        }
        return key.startsWith(NamedTransport.PREFIX)
                ? NamedTransport.parse(key)
                : LiveEntry.valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
