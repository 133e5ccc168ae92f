package dev.rivulet.sse.internal.transports;

import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportProviders;
import java.util.List;

/** Why a client gets no transport, and what to add or to change. */
final class NoTransport {
    private static final String HTTP_3 = "dev.rivulet:sse-http3";
    private static final String OURS = String.join(", ", TransportProviders.ARTIFACTS);
    private static final String YOURS = "One of your own has to be named: in META-INF/services/"
            + TransportProvider.class.getName() + " of its jar, and with \"provides\" in its module-info.";

    private NoTransport() {}

    /** @param reasons of those that were tried, and of the broken ones */
    static IllegalStateException works(
            TransportProviders all, ProviderProbe trial, List<String> reasons, TransportConfig config) {
        if (all.found().isEmpty() && reasons.isEmpty()) {
            return new IllegalStateException(
                    "No transport was found, neither by the class loader of dev.rivulet.sse nor"
                            + " by the thread's. Add an artifact that brings one: " + OURS + ". " + YOURS);
        }
        String why = trial.failed().isEmpty() && !all.found().isEmpty()
                ? "No transport speaks TransportConfig.httpVersion " + config.httpVersion() + ". Found: "
                        + String.join(", ", all.names()) + listed("; broken: ", reasons)
                : "No transport works here" + with(config) + ": " + String.join("; ", reasons);
        return trial.failure(why + ". " + remedy(config));
    }

    static IllegalStateException ofThisName(String name, String how, TransportProviders all) {
        String found = all.found().isEmpty() ? "none" : String.join(", ", all.names());
        return new IllegalStateException("There is no transport \"" + name + "\" (" + how + "). Found: " + found
                + listed("; broken: ", all.broken()) + ". Add the artifact that brings it; ours: " + OURS + ". "
                + YOURS);
    }

    static IllegalStateException speaksHttp3(String name, String how) {
        return new IllegalStateException("The transport \"" + name + "\" (" + how + ") does not speak HTTP/3, and"
                + " TransportConfig.httpVersion is HTTP_3. Choose none by name and add " + HTTP_3
                + ", or set httpVersion to HTTP_2.");
    }

    /** A part of a message; empty for the versions that every transport can be asked for. */
    static String with(TransportConfig config) {
        return isHttp3(config) ? " with TransportConfig.httpVersion HTTP_3" : "";
    }

    static boolean isHttp3(TransportConfig config) {
        return config.httpVersion() == HttpVersion.HTTP_3;
    }

    private static String remedy(TransportConfig config) {
        return isHttp3(config)
                ? "Add " + HTTP_3 + ", which needs Netty 4.2, or set httpVersion to HTTP_2."
                : "Add an artifact that brings another: " + OURS + ".";
    }

    static String listed(String title, List<String> lines) {
        return lines.isEmpty() ? "" : title + String.join("; ", lines);
    }
}
