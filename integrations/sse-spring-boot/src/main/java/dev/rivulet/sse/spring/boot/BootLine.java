package dev.rivulet.sse.spring.boot;

import org.springframework.boot.SpringBootVersion;

/** Checks that a starter runs on its line of Spring Boot. */
public final class BootLine {
    private BootLine() {}

    /**
     * Does nothing if Spring Boot's major version is the starter's.
     *
     * @param starter its artifact
     * @param major the version that it is for
     * @param other the artifact of the starter for other versions
     * @throws RuntimeException if it is another, with a readable analysis of the failure
     */
    public static void check(String starter, int major, String other) {
        check(starter, major, other, SpringBootVersion.getVersion());
    }

    static void check(String starter, int major, String other, String version) {
        if (!version.startsWith(major + ".")) {
            throw new WrongStarterException(
                    "dev.rivulet:" + starter + " is for Spring Boot " + major
                            + ", and this application runs on Spring Boot " + version + ".",
                    "Replace the dependency dev.rivulet:" + starter + " by dev.rivulet:" + other
                            + ", or run on Spring Boot " + major + ".");
        }
    }
}
