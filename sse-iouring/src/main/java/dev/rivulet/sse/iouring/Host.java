package dev.rivulet.sse.iouring;

import io.netty.util.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

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

    boolean hasNative() {
        return List.of("amd64", "x86_64", "aarch64").contains(arch);
    }

    /** The classifier of the jar with the native library. */
    String classifier() {
        return "linux-" + (arch.equals("aarch64") ? "aarch_64" : "x86_64");
    }

    private static String nettyVersion() {
        var transport = Version.identify(Host.class.getClassLoader()).get("netty-transport");
        return transport == null ? "" : transport.artifactVersion();
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
