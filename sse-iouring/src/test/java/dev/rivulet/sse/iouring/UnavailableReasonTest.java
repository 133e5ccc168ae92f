package dev.rivulet.sse.iouring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.spi.TransportUnavailableException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each refusal says which it is and what to do. */
class UnavailableReasonTest {
    private static final Host GOOD = new Host("Linux", "amd64", "6.12.0", "0", "0", "8388608", "4.2.18.Final");
    private static final Throwable FORBIDDEN = new IllegalStateException(
            "failed to create a child event loop",
            new RuntimeException("failed to create io_uring ring fd: Operation not permitted"));

    @Test
    void on_another_system_it_is_left_out() {
        assertThat(reported(
                        new UnsupportedOperationException(), with("Mac OS X", "aarch64", "15.1", "", "", "", "4.2.18")))
                .contains("part of Linux", "Mac OS X", "sse-netty");
    }

    @Test
    void on_the_older_line_of_netty_it_says_which_is_there() {
        assertThat(reported(
                        new NoClassDefFoundError("io/netty/channel/IoHandlerFactory"),
                        with("Linux", "amd64", "6.12.0", "0", "0", "", "4.1.137.Final")))
                .contains("Netty 4.2", "4.1.137.Final");
    }

    @Test
    void without_the_native_library_it_names_the_artifact() {
        var missing = new ExceptionInInitializerError(new UnsatisfiedLinkError("no netty_transport_native_io_uring"));
        assertThat(reported(missing, GOOD)).contains("netty-transport-native-io_uring:4.2.18.Final:linux-x86_64");
        assertThat(reported(missing, with("Linux", "s390x", "6.12.0", "0", "0", "", "4.2.18.Final")))
                .contains("no native library", "s390x");
    }

    @Test
    void an_old_kernel_is_named() {
        var old =
                new UnsupportedOperationException("you need at least kernel version 5.9, current kernel version: 5.4");
        assertThat(reported(old, with("Linux", "amd64", "5.4.0", "", "0", "", "4.2.18.Final")))
                .contains("this kernel is 5.4.0", "Linux 5.9 or later");
    }

    @Test
    void what_the_administrator_has_switched_off_is_named_with_its_setting() {
        assertThat(reported(FORBIDDEN, with("Linux", "amd64", "6.12.0", "2", "0", "", "4.2.18.Final")))
                .contains("kernel.io_uring_disabled is 2", "sysctl kernel.io_uring_disabled=0");
        assertThat(reported(FORBIDDEN, with("Linux", "amd64", "6.12.0", "1", "0", "", "4.2.18.Final")))
                .contains("kernel.io_uring_disabled is 1", "unprivileged");
    }

    @Test
    void a_containers_filter_is_named_with_the_calls_to_allow() {
        assertThat(reported(FORBIDDEN, with("Linux", "amd64", "6.12.0", "0", "2", "", "4.2.18.Final")))
                .contains("seccomp", "io_uring_setup");
    }

    @Test
    void too_little_locked_memory_is_named_with_its_limit() {
        var memlock = new RuntimeException("failed to allocate memory for io_uring ring; try raising memlock limit"
                + " (see getrlimit(RLIMIT_MEMLOCK, ...) or ulimit -l): Cannot allocate memory");
        assertThat(reported(memlock, with("Linux", "amd64", "5.10.0", "0", "0", "65536", "4.2.18.Final")))
                .contains("limit of locked memory is 65536 bytes", "ulimit -l");
    }

    @Test
    void where_memory_lacks_for_another_reason_the_limit_is_not_blamed() {
        var memlock = new RuntimeException("failed to allocate memory for io_uring ring; try raising memlock limit");
        for (String limit : List.of("8388608", "unlimited", "")) {
            assertThat(reported(memlock, with("Linux", "amd64", "6.12.0", "0", "0", limit, "4.2.18.Final")))
                    .contains("no memory for a ring")
                    .doesNotContain("ulimit");
        }
    }

    @Test
    void the_systems_own_words_may_be_of_any_language() {
        var forbidden = new RuntimeException("failed to create io_uring ring fd: Die Operation ist nicht erlaubt");
        assertThat(reported(forbidden, with("Linux", "amd64", "6.12.0", "2", "2", "", "4.2.18.Final")))
                .contains("kernel.io_uring_disabled is 2");
        assertThat(reported(forbidden, with("Linux", "amd64", "6.12.0", "0", "2", "", "4.2.18.Final")))
                .contains("seccomp");
    }

    @Test
    void jars_that_do_not_fit_together_are_distinguished_from_a_missing_library() {
        assertThat(reported(new NoSuchMethodError("io.netty.channel.uring.IoUringIoEvent.<init>"), GOOD))
                .contains("different versions", "4.2.18.Final");
        assertThat(reported(new NoClassDefFoundError("io/netty/handler/proxy/ProxyHandler"), GOOD))
                .contains("a jar of Netty is missing");
        assertThat(reported(new NoClassDefFoundError("Could not initialize class io.netty.channel.uring.Native"), GOOD))
                .contains("add io.netty:netty-transport-native-io_uring");
    }

    @Test
    void a_kernel_is_as_old_as_its_release_says() {
        assertThat(with("Linux", "amd64", "6.0.19-1", "", "", "", "").isAtLeast(6, 1))
                .isFalse();
        assertThat(with("Linux", "amd64", "6.1.0", "", "", "", "").isAtLeast(6, 1))
                .isTrue();
        assertThat(with("Linux", "amd64", "10.0", "", "", "", "").isAtLeast(6, 1))
                .isTrue();
        assertThat(with("Linux", "amd64", "what", "", "", "", "").isAtLeast(6, 1))
                .isTrue();
    }

    @Test
    void an_unknown_reason_is_reported_with_what_was_thrown() {
        var strange = new IOException("strange");
        TransportUnavailableException refusal = UnavailableReason.of(strange, GOOD);
        assertThat(refusal).hasMessageContaining("6.12.0").hasCause(strange);
        assertThat(refusal.reason()).contains("strange");
    }

    private static Host with(
            String os, String arch, String kernel, String disabled, String seccomp, String memory, String netty) {
        return new Host(os, arch, kernel, disabled, seccomp, memory, netty);
    }

    private static String reported(Throwable cause, Host host) {
        return UnavailableReason.of(cause, host).getMessage();
    }
}
