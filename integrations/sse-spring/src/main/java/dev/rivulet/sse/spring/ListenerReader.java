package dev.rivulet.sse.spring;

import dev.rivulet.sse.policy.Batching;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.ReflectionUtils;

/** Makes a listener of an annotated method. */
final class ListenerReader {
    private final ConfigurableListableBeanFactory beans;
    private final DataReaders readers;

    ListenerReader(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
        this.readers = new DataReaders(beans);
    }

    /**
     * @param method of the bean's class, without its proxy
     * @throws IllegalStateException if the method or the annotation cannot be used, saying why
     */
    ListenerDefinition read(Object bean, String beanName, Method method, SseListener annotation) {
        Class<?> owner = AopUtils.getTargetClass(bean);
        String who = "@SseListener " + owner.getSimpleName() + "." + method.getName();
        Parameters parameters = Parameters.of(method, owner, who);
        Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
        if (AopUtils.isCglibProxy(bean) && Modifier.isFinal(invocable.getModifiers())) {
            throw new IllegalStateException(
                    who + " is final, and the bean has a proxy, which then cannot pass the call on:"
                            + " remove final (in Kotlin: add open)");
        }
        ReflectionUtils.makeAccessible(invocable);
        String stream = text(annotation.stream());
        if (stream.isBlank()) {
            throw new IllegalStateException(who + " names no stream: @SseListener(\"name\")");
        }
        String id = text(annotation.id());
        return new ListenerDefinition(
                id.isBlank() ? beanName + "." + method.getName() : id,
                stream,
                Arrays.stream(annotation.types()).map(this::text).toArray(String[]::new),
                annotation.autoStartup(),
                policy(annotation, who),
                new ListenerMethod(bean, invocable, parameters),
                reader(parameters.data(), who),
                parameters.isBatch() ? batching(annotation, who) : null);
    }

    private @Nullable DataReader reader(@Nullable Type type, String who) {
        return type == null ? null : readers.of(type, who);
    }

    private ErrorPolicy policy(SseListener annotation, String who) {
        try {
            return new ErrorPolicy(annotation.onError(), annotation.retries(), time(annotation.retryDelay()));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException(who + ": " + wrong.getMessage(), wrong);
        }
    }

    private Batching batching(SseListener annotation, String who) {
        try {
            return Batching.of(annotation.batchSize(), time(annotation.batchTime()));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException(who + ": batchSize and batchTime: " + wrong.getMessage(), wrong);
        }
    }

    private Duration time(String text) {
        return DurationFormatterUtils.detectAndParse(text(text));
    }

    private String text(String value) {
        String resolved = beans.resolveEmbeddedValue(value);
        return resolved == null ? "" : resolved;
    }
}
