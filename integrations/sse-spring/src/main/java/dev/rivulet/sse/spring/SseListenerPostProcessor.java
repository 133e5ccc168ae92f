package dev.rivulet.sse.spring;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Finds {@link SseListener} methods of beans. Listeners are kept until all singletons exist, and then given to
 * {@link SseStreams}; a bean that is made later is given to it at once.
 */
final class SseListenerPostProcessor implements BeanPostProcessor, SmartInitializingSingleton {
    private final ConfigurableListableBeanFactory beans;
    private final Set<Class<?>> without = ConcurrentHashMap.newKeySet();
    private @Nullable List<ListenerDefinition> waiting = new ArrayList<>();

    SseListenerPostProcessor(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (ScopedProxyUtils.isScopedTarget(name)) {
            return bean; // its proxy is the listener, or each event would come to both
        }
        Class<?> type = AopUtils.getTargetClass(bean);
        if (without.contains(type) || !AnnotationUtils.isCandidateClass(type, SseListener.class)) {
            return bean;
        }
        Map<Method, SseListener> methods =
                MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<SseListener>)
                        method -> AnnotatedElementUtils.findMergedAnnotation(method, SseListener.class));
        if (methods.isEmpty()) {
            without.add(type);
        } else {
            var reader = new ListenerReader(beans);
            methods.forEach((method, annotation) -> add(reader.read(bean, name, method, annotation)));
        }
        return bean;
    }

    private void add(ListenerDefinition listener) {
        synchronized (this) {
            if (waiting != null) {
                waiting.add(listener);
                return;
            }
        }
        beans.getBean(SseStreams.class).add(listener);
    }

    @Override
    public void afterSingletonsInstantiated() {
        Stream.of(beans.getBeanDefinitionNames())
                .filter(ScopedProxyUtils::isScopedTarget)
                .map(ScopedProxyUtils::getOriginalBeanName)
                .forEach(beans::getBean); // makes the proxy, if nothing has asked for it
        SseStreams streams = beans.getBean(SseStreams.class);
        List<ListenerDefinition> found;
        synchronized (this) {
            found = waiting == null ? List.of() : waiting;
            waiting = null;
        }
        found.forEach(streams::add);
    }
}
