package dev.rivulet.sse.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.rivulet.sse.SessionMetrics;
import dev.rivulet.sse.SessionObserver;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What scrapes and bursts cost, counted and not timed. */
class CostTest {
    private static final int SESSIONS = 10_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @RegisterExtension
    final Logged logged = new Logged();

    private final Rig rig = Rig.bound();
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void a_scrape_looks_at_each_session_once() {
        List<SessionObserver> sessions = openMany();
        readAll();
        assertThat(reads).hasValue(SESSIONS);
        readAll();
        assertThat(reads).as("within the same second").hasValue(SESSIONS);
        rig.clock.nextScrape();
        readAll();
        assertThat(reads).hasValue(2 * SESSIONS);
        assertThat(sessions).hasSize(SESSIONS);
    }

    @Test
    void sessions_that_have_ended_are_not_looked_at_and_stay_counted() {
        SessionMetrics counted = countedOnce();
        openMany().forEach(each -> each.counted(counted));
        reads.set(0);

        assertThat(rig.count("events")).isEqualTo(SESSIONS + 1);
        readAll();
        assertThat(reads).hasValue(0);
    }

    private List<SessionObserver> openMany() {
        SessionMetrics counted = rig.subscribe().metrics();
        List<SessionObserver> watching = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            watching.add(rig.meters.observe(read(counted), Rig.request()));
        }
        return watching;
    }

    private StillSession read(SessionMetrics counted) {
        return new StillSession(() -> {
            reads.incrementAndGet();
            return counted;
        });
    }

    /** The counters of a session with one event. */
    private SessionMetrics countedOnce() {
        var session = rig.subscribe();
        rig.server().open().bytes("data: a\n\n");
        return session.metrics();
    }

    private void readAll() {
        rig.registry.getMeters().forEach(meter -> meter.measure().forEach(value -> value.getValue()));
    }

    @Test
    void a_burst_allocates_nothing() {
        SessionObserver watching = rig.meters.observe(read(countedOnce()), Rig.request());
        bursts(watching, 0, 50_000);
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        bursts(watching, 50_000, 150_000);
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

        assertThat(allocated).as("bytes of 100,000 bursts").isLessThan(10_000);
        assertThat(rig.timer("event.gap").count()).isEqualTo(149_999);
    }

    private static void bursts(SessionObserver watching, int from, int to) {
        for (int i = from; i < to; i++) {
            watching.burst(8, 1_600, 1_000L * i);
        }
    }

    @Test
    void names_without_end_are_counted_together() {
        for (int i = 0; i < StreamNames.MOST + 5; i++) {
            rig.meters.observe(read(countedOnce()), Rig.request().name("user-" + i));
        }

        assertThat(rig.find("connects").meters()).hasSize(StreamNames.MOST + 1);
        assertThat(rig.count("connects", "name", "other", "host", "other")).isPositive();
        assertThat(logged.warnings()).singleElement().asString().contains("SseRequest.name");
    }
}
