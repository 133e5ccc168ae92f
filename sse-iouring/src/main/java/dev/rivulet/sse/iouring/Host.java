package dev.rivulet.sse.iouring;

import io.netty.util.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What decides whether io_uring works here, apart from trying. What cannot be read is empty.
 *
 * @param os as Java names it
 * @param arch as Java names it
 * @param kernel its release
 * @param disabled {@code kernel.io_uring_disabled}: 0, 1 (for the unprivileged), 2 (for all)
 * @param seccomp 2 where a filter looks at system calls
 * @param lockedMemory the limit of locked memory, as {@code /proc/self/limits} has it
 * @param netty its version on the class path
 */
record Host(String os, String arch, String kernel, String disabled, String seccomp, String lockedMemory, String netty) {
    private static final Pattern RELEASE = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})");
    private static final Map<String, String> CLASSIFIERS =
            Map.of("amd64", "x86_64", "x86_64", "x86_64", "aarch64", "aarch_64", "riscv64", "riscv64");

    static Host here() {
        return new Host(
                System.getProperty("os.name", ""),
                System.getProperty("os.arch", ""),
                System.getProperty("os.version", ""),
                firstLine(Path.of("/proc/sys/kernel/io_uring_disabled")),
                field(Path.of("/proc/self/status"), "Seccomp:", 1),
                field(Path.of("/proc/self/limits"), "Max locked memory", 3),
                nettyVersion());
    }

    boolean isLinux() {
        return os.toLowerCase(Locale.ROOT).startsWith("linux");
    }

    /** Of the kernel; also where its release cannot be read. */
    boolean isAtLeast(int major, int minor) {
        Matcher release = RELEASE.matcher(kernel);
        if (!release.lookingAt()) {
            return true;
        }
        int here = Integer.parseInt(release.group(1));
        return here > major || here == major && Integer.parseInt(release.group(2)) >= minor;
    }

    /** Bytes of memory that may be locked; so many that they do not matter where there is no limit, or none to be read. */
    long lockable() {
        return lockedMemory.matches("[0-9]{1,18}") ? Long.parseLong(lockedMemory) : Long.MAX_VALUE;
    }

    boolean hasNative() {
        return CLASSIFIERS.containsKey(arch);
    }

    /** The classifier of the jar with the native library. */
    String classifier() {
        return "linux-" + CLASSIFIERS.get(arch);
    }

    private static String nettyVersion() {
        var all = Version.identify(Host.class.getClassLoader());
        // In a jar of many, one artifact's file has taken the place of the others.
        Version any = all.getOrDefault(
                "netty-transport", all.values().stream().findFirst().orElse(null));
        return any == null ? "" : any.artifactVersion();
    }

    private static String firstLine(Path file) {
        List<String> lines = lines(file);
        return lines.isEmpty() ? "" : lines.get(0).strip();
    }

    private static String field(Path file, String start, int word) {
        return lines(file).stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.split("\\s+"))
                .filter(words -> words.length > word)
                .map(words -> words[word])
                .findFirst()
                .orElse("");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException | SecurityException e) {
            return List.of();
        }
    }
}
