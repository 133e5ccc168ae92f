package dev.rivulet.sse.spring.boot;

import dev.rivulet.sse.spring.SseListener;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/** Beans with listeners are not lazy where {@code spring.main.lazy-initialization} makes all others so: nothing asks for them. */
final class EagerListeners implements LazyInitializationExcludeFilter {
    @Override
    public boolean isExcluded(String name, BeanDefinition definition, Class<?> type) {
        return AnnotationUtils.isCandidateClass(type, SseListener.class)
                && !MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<SseListener>)
                                method -> AnnotatedElementUtils.findMergedAnnotation(method, SseListener.class))
                        .isEmpty();
    }
}
