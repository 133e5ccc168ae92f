package dev.rivulet.sse.internal.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.policy.Delivery;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class SubscriberOutletTest {
    @Test
    void comments_are_wanted_by_those_who_override_the_method() {
        SseSubscriber<SseEvent> lambda = event -> {};

        assertThat(new SubscriberOutlet<>(lambda, Delivery.inline()).wantsComments())
                .isFalse();
        assertThat(new SubscriberOutlet<>(new Subscriber(), Delivery.inline()).wantsComments())
                .isTrue();
    }

    @Test
    void a_subscriber_with_a_method_whose_type_is_missing_is_no_error() throws Exception {
        Object subscriber = new WithoutOptional()
                .loadClass(Subscriber.class.getName())
                .getDeclaredConstructor()
                .newInstance();

        assertThat(new SubscriberOutlet<>((SseSubscriber<?>) subscriber, Delivery.inline()).wantsComments())
                .isTrue();
    }

    /** Of a library that need not be there. */
    public static class Optional {}

    public static class Subscriber implements SseSubscriber<SseEvent> {
        @Override
        public void onEvent(SseEvent event) {}

        @Override
        public void onComment(String comment) {}

        public void use(Optional optional) {}
    }

    /** Defines the subscriber anew, and has no such library. */
    private static final class WithoutOptional extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(Optional.class.getName())) {
                throw new ClassNotFoundException(name);
            }
            if (!name.equals(Subscriber.class.getName())) {
                return super.loadClass(name, resolve);
            }
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = SubscriberOutletTest.class.getClassLoader().getResourceAsStream(file)) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
