package dev.rivulet.sse.cli.doctor;

import java.util.Locale;

/** What was examined. */
public enum Topic {
    DNS("DNS"),
    TLS("TLS"),
    RESPONSE("Response"),
    REDIRECTS("Redirects"),
    PROTOCOL("Protocol"),
    HTTP3("HTTP/3"),
    CONTENT("Content"),
    BUFFERING("Buffering"),
    COMPRESSION("Compression"),
    HEARTBEAT("Heartbeat"),
    IDS("Event IDs"),
    RETRY("Retry"),
    RESUME("Resume"),
    END("End"),
    CORS("CORS");

    private final String title;

    Topic(String title) {
        this.title = title;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** For programs; it does not change between versions. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
