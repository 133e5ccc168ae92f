package dev.rivulet.sse.micrometer;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Delivery;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A page as Prometheus scrapes it, of a client whose streams have seen everything that is counted. */
final class Page {
    private final Rig rig = new Rig();
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), rig.clock);

    /** The page of an eventful client. */
    static Page scraped() {
        var page = new Page();
        page.rig.meters.bindTo(page.registry);
        page.live();
        return page;
    }

    private void live() {
        SseRequest request = SseRequest.get("https://user:password@News.Example:8443/prices/42?key=secret#part")
                .delivery(Delivery.inline())
                .lastEventId("id-of-an-event")
                .name("prices");
        rig.client.subscribe(request, event -> {});
        rig.server().open().bytes("id: id-one\ndata: a\n\n");
        rig.seconds(2);
        rig.server().bytes("id: id-one\ndata: b\n\n");
        rig.cut();
        rig.seconds(1);
        rig.server().open().bytes("id: id-one\ndata: b\n\nid: id-two\ndata: c\n\n");
        rig.client.subscribe(request, event -> {}).close();
    }

    String text() {
        rig.clock.nextScrape();
        return registry.scrape();
    }

    /** Its lines with values. */
    List<String> samples() {
        return text().lines().filter(line -> !line.startsWith("#")).toList();
    }

    /** The names of its series. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        samples().forEach(line -> names.add(line.replaceAll("[{ ].*", "")));
        return names;
    }
}
