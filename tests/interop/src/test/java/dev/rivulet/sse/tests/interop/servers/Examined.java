package dev.rivulet.sse.tests.interop.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.cli.doctor.Diagnosis;
import dev.rivulet.sse.cli.doctor.Doctor;
import dev.rivulet.sse.cli.doctor.Finding;
import dev.rivulet.sse.cli.doctor.Outcome;
import dev.rivulet.sse.cli.doctor.Progress;
import dev.rivulet.sse.cli.doctor.QuicDial;
import dev.rivulet.sse.cli.doctor.Topic;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tests.support.TransportNames;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;

/** What {@code ./sse doctor} finds. */
record Examined(Diagnosis diagnosis) {
    static Examined over(String transport, TransportConfig config, URI uri, Duration watch, Timeline time)
            throws Exception {
        try (Transport made = TransportNames.transport(transport, config)) {
            return by(made, config, uri, watch, time, time);
        }
    }

    static Examined over(String transport, URI uri, Duration watch, Timeline time) throws Exception {
        return over(transport, TransportConfig.defaults(), uri, watch, time);
    }

    static Examined over(String transport, URI uri, Duration watch) throws Exception {
        TransportConfig config = TransportConfig.defaults();
        try (Transport made = TransportNames.transport(transport, config)) {
            return by(made, config, uri, watch, what -> {}, System::nanoTime);
        }
    }

    /** In the time of a transport on which a silence follows. */
    static Examined over(QuietAfter transport, URI uri, Duration watch) throws Exception {
        return by(transport, TransportConfig.defaults(), uri, watch, what -> {}, transport);
    }

    private static Examined by(
            Transport transport, TransportConfig config, URI uri, Duration watch, Progress progress, LongSupplier clock)
            throws Exception {
        SSLContext own = config.sslContext();
        SSLContext tls = own == null ? SSLContext.getDefault() : own;
        var plan = new Doctor.Plan(request(uri), watch, Long.MAX_VALUE, null, true, tls, false, Examined::isReached);
        return new Examined(new Doctor(transport, plan, Failure::advice, progress, clock).examine());
    }

    /** Of the servers here, caddy offers HTTP/3. */
    private static QuicDial.Reach isReached(URI uri, Duration atMost) {
        return new QuicDial.Reach(1, null);
    }

    /** A head is waited for a second longer than it may take to connect. */
    private static SseRequest request(URI uri) {
        return SseRequest.get(uri).timeouts(Timeouts.defaults().connect(Duration.ofSeconds(5)));
    }

    /** The only thing to fix. */
    Finding complaint() {
        assertThat(diagnosis.outcome().exitCode()).as(diagnosis.toString()).isEqualTo(1);
        return complaint(Outcome.FINDINGS);
    }

    Finding complaint(Outcome expected) {
        List<Finding> complaints = diagnosis.findings().stream()
                .filter(finding -> finding.severity().isComplaint())
                .toList();
        assertThat(complaints).as(diagnosis.toString()).hasSize(1);
        assertThat(diagnosis.outcome()).isEqualTo(expected);
        return complaints.get(0);
    }

    /** What was found of one side; the first thing. */
    Finding of(Topic topic) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.topic() == topic)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing of " + topic + ": " + diagnosis));
    }

    void assertHealthy() {
        assertThat(diagnosis.outcome()).as(diagnosis.toString()).isEqualTo(Outcome.HEALTHY);
        assertThat(diagnosis.outcome().exitCode()).isZero();
    }
}
