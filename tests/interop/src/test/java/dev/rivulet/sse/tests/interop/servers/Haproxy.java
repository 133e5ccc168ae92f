package dev.rivulet.sse.tests.interop.servers;

import dev.rivulet.sse.tests.support.ReverseProxy;

/** Debian's haproxy as a reverse proxy. */
final class Haproxy {
    private Haproxy() {}

    static ReverseProxy proxy() {
        return new ReverseProxy("haproxy", CONFIGURATION, "-db", "-f", ReverseProxy.CONFIGURATION_FILE);
    }

    /** As above; for the impatient it waits this long for a byte of the origin. */
    static ReverseProxy proxy(int impatientSeconds) {
        return new ReverseProxy(
                "haproxy",
                CONFIGURATION.replace("timeout server 1s", "timeout server " + impatientSeconds + "s"),
                "-db",
                "-f",
                ReverseProxy.CONFIGURATION_FILE);
    }

    /** Without abortonclose it does not see a client of HTTP/1.1 leave before the origin sends something. */
    private static final String CONFIGURATION = """
            global
                maxconn 2000
            defaults
                mode http
                option abortonclose
                retries 0
                timeout connect 5s
                timeout client 30s
                timeout server 30s
            frontend all
                bind 127.0.0.1:<PLAIN>
                bind 127.0.0.1:<TLS> ssl crt <KEY> alpn http/1.1
                bind 127.0.0.1:<HTTP_2> ssl crt <KEY> alpn h2,http/1.1
                http-request set-header Client-Port %[src_port]
                http-request set-dst-port path,field(3,/)
                use_backend impatient if { path_beg /impatient/ }
                default_backend patient
            backend patient
                http-request replace-path /[^/]*/[^/]*(/.*) \\1
                server origin 0.0.0.0:0
            backend impatient
                timeout server 1s
                http-request replace-path /[^/]*/[^/]*(/.*) \\1
                server origin 0.0.0.0:0
            """;
}
