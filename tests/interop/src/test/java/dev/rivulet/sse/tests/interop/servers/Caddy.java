package dev.rivulet.sse.tests.interop.servers;

import dev.rivulet.sse.tests.support.ReverseProxy;

/**
 * Debian's caddy as a reverse proxy that compresses what its clients accept compressed, if the first piece has at least 512
 * bytes; without TLS on all its ports.
 */
final class Caddy {
    private Caddy() {}

    static ReverseProxy compressing() {
        return new ReverseProxy(
                "caddy", CONFIGURATION, "run", "--config", ReverseProxy.CONFIGURATION_FILE, "--adapter", "caddyfile");
    }

    private static final String CONFIGURATION = """
            {
                admin off
                auto_https off
                grace_period 1s
            }
            http://127.0.0.1:<PLAIN>, http://127.0.0.1:<TLS>, http://127.0.0.1:<HTTP_2> {
                @origin path_regexp origin ^/patient/([0-9]+)(/.*)$
                encode gzip
                handle @origin {
                    rewrite * {re.origin.2}
                    reverse_proxy 127.0.0.1:{re.origin.1}
                }
            }
            """;
}
