package dev.rivulet.examples.urlconnection;

/** A thread for each exchange. */
final class Threads {
    /** Interrupting a virtual thread closes the socket that it waits for. No other thread's read can be ended. */
    static final boolean CAN_BE_INTERRUPTED = Runtime.version().feature() >= 21;

    private Threads() {}

    /** A virtual one where there are any: by reflection, since this is compiled for Java 17. */
    static Thread start(Runnable task) {
        try {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        } catch (ReflectiveOperationException before21) {
            Thread thread = new Thread(task, "urlconnection");
            thread.setDaemon(true);
            thread.start();
            return thread;
        }
    }
}
