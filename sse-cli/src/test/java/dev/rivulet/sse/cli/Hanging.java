package dev.rivulet.sse.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A command that does not end when it is asked to, run in a process of its own. */
final class Hanging {
    private Hanging() {}

    public static void main(String... arguments) throws InterruptedException {
        var never = new Interrupt(() -> System.out.println("asked to stop"), Duration.ofDays(1));
        System.out.println("begun");
        new CountDownLatch(1).await();
        never.close();
    }
}
