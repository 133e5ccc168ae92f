package dev.rivulet.sse.bench.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Counts what a process asks of the kernel, by {@code perf}, which slows it less than {@code strace} does. */
final class SystemCalls {
    private static final Path PERF = Path.of("/usr/bin/perf");
    private static final String ENTERED = "raw_syscalls:sys_enter";

    private SystemCalls() {}

    /** Within a second; NaN where they cannot be counted. */
    static double within(long process) throws IOException {
        if (!Files.isExecutable(PERF)) {
            return Double.NaN;
        }
        Process perf = new ProcessBuilder(List.of(
                        PERF.toString(),
                        "stat",
                        "-x,",
                        "-e",
                        ENTERED,
                        "-p",
                        Long.toString(process),
                        "--",
                        "sleep",
                        "1"))
                .redirectErrorStream(true)
                .start();
        String said = new String(perf.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.lines()
                .filter(line -> line.matches("[0-9]+,.*" + ENTERED + ".*"))
                .map(line -> line.substring(0, line.indexOf(',')))
                .mapToDouble(Double::parseDouble)
                .findFirst()
                .orElse(Double.NaN);
    }
}
