package dev.rivulet.sse.spring.boot.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Adds the filter of an {@link SseTest} to its application context. */
final class SseTestCustomizerFactory implements ContextCustomizerFactory {
    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> test, List<ContextConfigurationAttributes> attributes) {
        SseTest annotation = TestContextAnnotationUtils.findMergedAnnotation(test, SseTest.class);
        return annotation == null ? null : new WithFilter(new ListenerFilter(annotation.listeners()));
    }

    /** Equal ones share a context. */
    private record WithFilter(ListenerFilter filter) implements ContextCustomizer {
        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration test) {
            context.getBeanFactory().registerSingleton("sseTestListenerFilter", filter);
        }
    }
}
