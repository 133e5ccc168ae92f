package dev.rivulet.sse.bench;

import dev.rivulet.sse.bench.results.Role;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Everything that is measured side by side. */
enum Contestant {
    /** No parser at all: {@code new String} of the payloads, whose places are known. */
    FLOOR(Floor::new),

    /** Ours, with the data as a String. */
    RIVULET(RivuletPass::strings),

    /** Ours, with the data as checked UTF-8 where it lies. */
    RIVULET_VIEW(RivuletPass::views),

    /** Ours, with the data's bytes as they came. */
    RIVULET_RAW(RivuletPass::raw),

    OKHTTP_SSE(OkHttpSsePass::new),
    OKHTTP_EVENTSOURCE(EventSourcePass::new),
    SPRING(SpringPass::new),

    /** What people write themselves. */
    READ_LINE(ReadLinePass::new);

    private final Function<Workload, Pass> reader;

    Contestant(Function<Workload, Pass> reader) {
        this.reader = reader;
    }

    static List<Contestant> all() {
        return List.of(values());
    }

    static Contestant named(String name) {
        return all().stream()
                .filter(contestant -> contestant.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no contestant " + name + ", only " + all()));
    }

    boolean isPeer() {
        return role() == Role.PEER;
    }

    Role role() {
        return this == FLOOR ? Role.LIMIT : compareTo(RIVULET_RAW) > 0 ? Role.PEER : Role.OURS;
    }

    Pass over(Workload workload) {
        return reader.apply(workload);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
