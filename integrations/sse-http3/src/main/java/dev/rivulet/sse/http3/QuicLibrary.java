package dev.rivulet.sse.http3;

import dev.rivulet.sse.spi.TransportUnavailableException;
import io.netty.handler.codec.quic.Quic;
import java.util.Locale;

/** The native library with QUIC and its TLS, which is loaded when the first transport is made. */
final class QuicLibrary {
    private QuicLibrary() {}

    static void load() throws TransportUnavailableException {
        if (!Quic.isAvailable()) {
            Throwable cause = Quic.unavailabilityCause();
            throw new TransportUnavailableException(
                    "Netty's native library for QUIC cannot be loaded on " + platform()
                            + ": add io.netty:netty-codec-native-quic of the same version as Netty's other jars, with the"
                            + " classifier of this platform (linux-x86_64, linux-aarch_64, osx-x86_64, osx-aarch_64 or"
                            + " windows-x86_64), and let java.io.tmpdir be a folder from which libraries may be loaded",
                    cause);
        }
    }

    private static String platform() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT) + " " + System.getProperty("os.arch", "");
    }
}
