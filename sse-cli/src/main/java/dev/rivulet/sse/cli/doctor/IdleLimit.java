package dev.rivulet.sse.cli.doctor;

import java.util.List;
import java.util.stream.Stream;

/** After how many seconds without a byte a well-known proxy or service ends a response, unless it is configured otherwise. */
enum IdleLimit {
    HAPROXY("HAProxy (`timeout server`, in Debian's configuration)", 50),
    HEROKU("Heroku's router", 55),
    NGINX("nginx (`proxy_read_timeout`)", 60),
    AWS_ALB("AWS Application Load Balancer (idle timeout)", 60),
    APACHE("Apache (`ProxyTimeout`)", 60),
    CLOUDFLARE("Cloudflare (proxy read timeout)", 100),
    AZURE("Azure Load Balancer (idle timeout)", 240),
    ENVOY("Envoy (`stream_idle_timeout`)", 300),
    AWS_NLB("AWS Network Load Balancer (idle timeout)", 350);

    private final String owner;
    private final int seconds;

    IdleLimit(String owner, int seconds) {
        this.owner = owner;
        this.seconds = seconds;
    }

    long nanos() {
        return seconds * 1_000_000_000L;
    }

    /** Those that a silence of this length comes close to. */
    static List<IdleLimit> endangeredBy(long silence) {
        return Stream.of(values())
                .filter(limit -> silence >= limit.nanos() / 10 * 8)
                .toList();
    }

    /** Those that end a stream after about this time. */
    static List<IdleLimit> about(long silence) {
        return Stream.of(values())
                .filter(limit -> Math.abs(silence - limit.nanos()) <= Math.max(1_000_000_000L, limit.nanos() / 20))
                .toList();
    }

    @Override
    public String toString() {
        return owner + " " + seconds + " s";
    }
}
