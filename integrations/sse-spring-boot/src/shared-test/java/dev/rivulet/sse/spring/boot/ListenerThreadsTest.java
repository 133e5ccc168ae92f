package dev.rivulet.sse.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.policy.Delivery;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** Which threads listeners run on. */
class ListenerThreadsTest {
    @Test
    void a_pool_by_default() throws Exception {
        var threads = new ListenerThreads(new MockEnvironment(), getClass().getClassLoader());
        var thread = new java.util.concurrent.CompletableFuture<Thread>();
        threads.executor().execute(() -> thread.complete(Thread.currentThread()));
        assertThat(thread.get().getName()).startsWith("sse-listener-");
        assertThat(thread.get().isDaemon()).isTrue();
        assertThat(thread.get().getContextClassLoader()).isSameAs(getClass().getClassLoader());
        threads.destroy();
    }

    @Test
    void the_sessions_own_virtual_threads_by_boots_property_if_the_jvm_has_them() {
        var environment = new MockEnvironment().withProperty("spring.threads.virtual.enabled", "true");
        var threads = new ListenerThreads(environment, getClass().getClassLoader());
        assertThat(threads.executor() == null).isEqualTo(Runtime.version().feature() >= 21);
        assertThat(Delivery.defaults().executor()).isNull();
        threads.destroy();
    }
}
