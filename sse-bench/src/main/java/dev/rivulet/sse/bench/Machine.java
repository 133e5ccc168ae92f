package dev.rivulet.sse.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Says what the numbers of a report were measured on, and how. */
public final class Machine {
    private Machine() {}

    static String describe(Plan plan) {
        return describe()
                + String.format(
                        Locale.ROOT,
                        """
                        - measured JVMs: %s
                        - plan: %d forks, %d ms of warm-up, %d rounds, %d ms a turn, %s time, seed %d
                        """,
                        String.join(" ", plan.jvmOptions()),
                        plan.forks(),
                        plan.warmUpMillis(),
                        plan.rounds(),
                        plan.turnMillis(),
                        plan.clock().name().toLowerCase(Locale.ROOT),
                        plan.seed());
    }

    /** The machine, the JDK and the command, as lines of a list. */
    public static String describe() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                """
                - machine: %s, %d cores, %s %s, load at the start %.2f
                - JDK: %s %s (%s)
                - command: `%s`
                """,
                processor(),
                system.getAvailableProcessors(),
                system.getName(),
                system.getVersion(),
                system.getSystemLoadAverage(),
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"),
                System.getProperty("java.vendor"),
                ProcessHandle.current().info().commandLine().orElse("java"));
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
