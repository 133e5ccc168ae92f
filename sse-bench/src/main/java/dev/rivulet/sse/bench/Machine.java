package dev.rivulet.sse.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the numbers of a report are measured on. */
final class Machine {
    private Machine() {}

    static String description() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %s %s",
                processor(),
                system.getAvailableProcessors(),
                system.getName(),
                system.getVersion());
    }

    static String jdk() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + " ("
                + System.getProperty("java.vendor") + ")";
    }

    static String command() {
        return withoutFolders(ProcessHandle.current().info().commandLine().orElse("java"));
    }

    /** Where the files lie is of no interest to others. */
    static String withoutFolders(String command) {
        return command.replaceAll("(?<=^|[ :=])/[^ :]*/", "");
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
