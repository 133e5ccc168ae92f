package dev.rivulet.sse.kafka.config;

import dev.rivulet.sse.spi.TransportProviders;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** How streams are requested. */
final class ConnectionOptions {
    static final String TRANSPORT = "transport";
    static final String HTTP_VERSION = "http.version";
    static final String HEADERS = "headers";
    static final String SECRET_HEADERS = "headers.secret";
    static final String BEARER = "bearer.token";
    static final String ENCODING = "accept.encoding";
    static final String ABSENT_TYPE = "accept.absent.content.type";
    static final String CONNECT = "connect.timeout.ms";
    static final String RESPONSE = "response.timeout.ms";
    static final String IDLE = "idle.timeout.ms";
    static final String EVENT_IDLE = "event.idle.timeout.ms";
    static final String AGE = "connection.max.age.ms";

    private static final List<String> VERSIONS = List.of("1.1", "2");
    private static final List<String> ENCODINGS = List.of("gzip", "deflate");
    private static final long LONGEST = Integer.MAX_VALUE;

    private ConnectionOptions() {}

    static void define(ConfigDef all) {
        var group = new Group(all, "Connections");
        transport(group);
        headers(group);
        timeouts(group);
    }

    private static void transport(Group group) {
        group.option(TRANSPORT, ConfigDef.Type.STRING)
                .preset("netty")
                .medium()
                .recommended(Choice.of(() -> TransportProviders.find().names()))
                .documented(
                        "Transport",
                        "The HTTP client: netty, iouring (Linux, through Netty) or jdkhttp (the JDK's), or another one"
                                + " that is in the plugin's folder.");
        group.option(HTTP_VERSION, ConfigDef.Type.STRING)
                .preset("2")
                .words(VERSIONS)
                .documented(
                        "HTTP version",
                        "The highest version to use over TLS: 2 or 1.1. With 2, streams of one server share"
                                + " connections, if the server speaks it. Without TLS it is always 1.1.");
    }

    private static void headers(Group group) {
        group.option(HEADERS, ConfigDef.Type.STRING)
                .medium()
                .wide()
                .checked(Checks.headers())
                .documented(
                        "Headers",
                        "Headers of each request for a stream, one \"Name: value\" a line (\\n in a properties file)."
                                + " For secrets, use headers.secret.");
        group.option(SECRET_HEADERS, ConfigDef.Type.PASSWORD)
                .medium()
                .wide()
                .checked(Checks.headers())
                .documented(
                        "Secret headers",
                        "As headers, for secrets such as X-Api-Key: they are not logged, and after a redirect to"
                                + " another server they are not sent. Use a ConfigProvider, such as"
                                + " ${file:/secrets/sse.properties:headers}.");
        group.option(BEARER, ConfigDef.Type.PASSWORD)
                .medium()
                .wide()
                .checked(Checks.bearerToken())
                .documented(
                        "Bearer token",
                        "Sent as Authorization: Bearer. A stream's own Authorization header takes precedence.");
        group.option(ENCODING, ConfigDef.Type.LIST)
                .preset(List.of())
                .checked(Checks.eachOf(ENCODINGS))
                .recommended(Choice.of(ENCODINGS))
                .documented(
                        "Compression",
                        "The codings that are offered to servers: gzip, deflate, or both. None by default, because"
                                + " some intermediaries hold compressed events back.");
        group.option(ABSENT_TYPE, ConfigDef.Type.BOOLEAN)
                .preset(false)
                .documented(
                        "Accept a missing Content-Type",
                        "Whether a response of status 200 without Content-Type is read as an event stream.");
    }

    private static void timeouts(Group group) {
        group.option(CONNECT, ConfigDef.Type.LONG)
                .preset(10_000L)
                .checked(Checks.between(1, LONGEST))
                .documented("Time-out to connect", "For the TCP connection and the TLS handshake, in milliseconds.");
        group.option(RESPONSE, ConfigDef.Type.LONG)
                .preset(120_000L)
                .checked(Checks.between(0, LONGEST))
                .documented(
                        "Time-out of the response",
                        "From the request to the response's headers, in milliseconds; 0 for none.");
        group.option(IDLE, ConfigDef.Type.LONG)
                .preset(300_000L)
                .medium()
                .checked(Checks.between(0, LONGEST))
                .documented(
                        "Idle time-out",
                        "How long a connection may bring no byte, comments included, before it is replaced, in"
                                + " milliseconds; 0 for ever. It counts only while the task is ready to read.");
        group.option(EVENT_IDLE, ConfigDef.Type.LONG)
                .preset(0L)
                .checked(Checks.between(0, LONGEST))
                .documented(
                        "Idle time-out for events",
                        "How long a connection may bring no event, even if comments arrive, before it is replaced, in"
                                + " milliseconds; 0 for ever.");
        group.option(AGE, ConfigDef.Type.LONG)
                .preset(0L)
                .checked(Checks.between(0, LONGEST))
                .documented(
                        "Age of connections",
                        "A connection of this age is replaced, in milliseconds; 0 for never. For load balancers that"
                                + " should see new connections from time to time.");
    }
}
