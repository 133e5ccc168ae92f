package dev.rivulet.sse.bench.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How a report of whole clients is made. */
record LivePlan(
        List<LiveEntry> entries,
        List<String> scenes,
        long warmUpMillis,
        int rounds,
        long turnMillis,
        int idleStreams,
        List<String> jvmOptions) {
    static final String USAGE = """
            usage: LiveReport [--quick] [--entry NAME]... [--scene NAME]... [--idle STREAMS] [--jvm OPTION]...
              --quick          a shorter warm-up and fewer turns: about half the time
              --entry NAME     socket, socket-string, netty-codec, netty-inline, netty, iouring-inline, iouring, jdkhttp,
                               okhttp-sse, lines, spring
              --scene NAME     flood, ticks, idle
              --idle STREAMS   how many, instead of 5000
              --jvm OPTION     an option for the measured JVMs, instead of -Xms512m -Xmx512m""";

    static LivePlan of(String... args) {
        boolean quick = false;
        int idle = 5_000;
        var entries = new ArrayList<LiveEntry>();
        var scenes = new ArrayList<String>();
        var jvm = new ArrayList<String>();
        var rest = List.of(args).iterator();
        while (rest.hasNext()) {
            String arg = rest.next();
            if (arg.equals("--quick")) {
                quick = true;
            } else if (!rest.hasNext()) {
                throw new IllegalArgumentException(arg);
            } else {
                String value = rest.next();
                switch (arg) {
                    case "--entry" ->
                        entries.add(
                                LiveEntry.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_')));
                    case "--scene" -> scenes.add(value);
                    case "--idle" -> idle = Integer.parseInt(value);
                    case "--jvm" -> jvm.add(value);
                    default -> throw new IllegalArgumentException(arg);
                }
            }
        }
        return new LivePlan(
                entries.isEmpty() ? LiveEntry.everywhere() : List.copyOf(entries),
                scenes.isEmpty() ? List.of("flood", "ticks", "idle") : List.copyOf(scenes),
                quick ? 4_000 : 14_000,
                quick ? 2 : 6,
                quick ? 500 : 1_000,
                idle,
                jvm.isEmpty() ? List.of("-Xms512m", "-Xmx512m") : List.copyOf(jvm));
    }

    @Override
    public String toString() {
        return Stream.of(
                        warmUpMillis + " ms of warm-up",
                        rounds + " rounds",
                        turnMillis + " ms a turn",
                        "measured JVMs " + String.join(" ", jvmOptions))
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
    }
}
