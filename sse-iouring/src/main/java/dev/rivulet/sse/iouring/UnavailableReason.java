package dev.rivulet.sse.iouring;

import dev.rivulet.sse.spi.TransportUnavailableException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says why there is no ring, and what to do, from what was thrown and from what the host says of itself. */
final class UnavailableReason {
    private static final String BEFORE_RINGS = "5.9";

    private static final long ENOUGH = 8 << 20;

    private UnavailableReason() {}

    static TransportUnavailableException of(Throwable cause, Host host) {
        return new TransportUnavailableException(why(reported(cause), cause, host), cause);
    }

    private static String why(String reported, Throwable cause, Host host) {
        if (!host.isLinux()) {
            return "io_uring is a part of Linux, and this is " + host.os()
                    + ": leave sse-iouring out here, sse-netty takes what there is";
        }
        if (host.netty().startsWith("4.1.")) {
            return "io_uring needs Netty 4.2, and the class path has " + host.netty()
                    + ": raise Netty, or leave sse-iouring out, sse-netty runs on 4.1";
        }
        if (reported.contains("explicit disabled")) {
            return "native transports are switched off: start Java without -Dio.netty.transport.noNative";
        }
        if (isNative(cause)) {
            return host.hasNative()
                    ? "Netty's native library for io_uring cannot be loaded: add"
                            + " io.netty:netty-transport-native-io_uring:" + host.netty() + ":" + host.classifier()
                            + ", and let java.io.tmpdir be a folder from which libraries may be loaded"
                    : "Netty has no native library for io_uring on " + host.arch() + ": sse-netty takes what there is";
        }
        if (cause instanceof LinkageError) {
            return "a jar of Netty is missing, or they are of different versions, of which one is " + host.netty()
                    + ": let all be of one version of 4.2, as the dependencies of sse-iouring are";
        }
        if (reported.contains("kernel version")) {
            return "this kernel is " + host.kernel() + ", and Netty's io_uring needs Linux " + BEFORE_RINGS
                    + " or later";
        }
        return denied(reported, host);
    }

    private static String denied(String reported, Host host) {
        if (reported.contains("memlock")) { // Netty's word for all that lacks memory
            return host.lockable() < ENOUGH
                    ? "the limit of locked memory is " + host.lockedMemory() + " bytes, too little for a ring: raise it"
                            + " (ulimit -l; LimitMEMLOCK= of a service; --ulimit memlock= of a container) to 8 MiB"
                    : "the system has no memory for a ring: see the limits of the container or service";
        }
        if (reported.contains("ring fd")
                && host.disabled().matches("[12]")) { // the system's own text may be in any language
            return "kernel.io_uring_disabled is " + host.disabled()
                    + (host.disabled().equals("1")
                            ? ", which forbids it to unprivileged processes"
                            : ", which forbids it")
                    + ": sysctl kernel.io_uring_disabled=0 allows it";
        }
        if (reported.contains("ring fd") && host.seccomp().equals("2") && !reported.contains("too many open files")) {
            return "a seccomp filter forbids io_uring, as containers have one by default: allow io_uring_setup,"
                    + " io_uring_enter and io_uring_register in its profile";
        }
        if (reported.contains("not implemented")) {
            return "this kernel, " + host.kernel() + ", was built without io_uring";
        }
        return "the kernel, " + host.kernel() + ", gives no ring";
    }

    private static String reported(@Nullable Throwable cause) {
        return cause == null ? "" : (cause.getMessage() + " " + reported(cause.getCause())).toLowerCase(Locale.ROOT);
    }

    /** Netty's own library, which is looked for when its first class is. */
    private static boolean isNative(@Nullable Throwable cause) {
        return cause instanceof UnsatisfiedLinkError
                || cause instanceof NoClassDefFoundError missing
                        && String.valueOf(missing.getMessage()).contains("initialize class io.netty.channel.u")
                || cause != null && isNative(cause.getCause());
    }
}
