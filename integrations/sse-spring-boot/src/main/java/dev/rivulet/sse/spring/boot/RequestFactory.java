package dev.rivulet.sse.spring.boot;

import static java.util.Objects.requireNonNull;

import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Makes a request of the properties of a stream. */
final class RequestFactory {
    static final String BEAN = "bean:";

    private final Function<String, LastEventIdStore> stores;
    private final List<StreamCustomizer> customizers;
    private final @Nullable Executor executor;

    /**
     * @param stores by the name of the bean
     * @param executor that listeners run on; null for virtual threads
     */
    RequestFactory(
            Function<String, LastEventIdStore> stores,
            List<StreamCustomizer> customizers,
            @Nullable Executor executor) {
        this.stores = stores;
        this.customizers = customizers;
        this.executor = executor;
    }

    SseRequest make(String name, StreamProperties properties) {
        SseRequest request =
                SseRequest.get(requireNonNull(properties.url(), "url")).name(name);
        for (var header : properties.headers().entrySet()) {
            request = request.secretHeader(header.getKey(), header.getValue());
        }
        request = set(request, properties.bearer(), SseRequest::bearer);
        request = set(
                request,
                properties.idleTimeout(),
                (to, time) -> to.timeouts(to.timeouts().idle(time)));
        request = set(request, properties.cursor(), (to, cursor) -> to.lastEventIdStore(store(name, cursor)));
        request = set(request, executor, (to, given) -> to.delivery(Delivery.on(given)));
        ReconnectPolicy policy = reconnect(request.reconnect(), properties.reconnect());
        if (!policy.equals(request.reconnect())) { // else the client's defaults apply
            request = request.reconnect(policy);
        }
        for (StreamCustomizer each : customizers) {
            request = each.customize(name, request);
        }
        return request;
    }

    private LastEventIdStore store(String name, String cursor) {
        if (!cursor.startsWith(BEAN)) {
            return LastEventIdStore.file(Path.of(cursor));
        }
        try {
            return stores.apply(cursor.substring(BEAN.length()));
        } catch (NoSuchBeanDefinitionException | BeanNotOfRequiredTypeException none) {
            throw new InvalidConfigurationPropertyValueException(
                    "rivulet.streams." + name + ".cursor",
                    cursor,
                    "there is no bean of type LastEventIdStore with this name");
        }
    }

    private static ReconnectPolicy reconnect(ReconnectPolicy policy, StreamProperties.Reconnect settings) {
        policy = set(policy, settings.mode(), ReconnectPolicy::mode);
        policy = set(policy, settings.initialDelay(), ReconnectPolicy::initialDelay);
        policy = set(policy, settings.maxDelay(), ReconnectPolicy::maxDelay);
        policy = set(policy, settings.maxAttempts(), ReconnectPolicy::maxAttempts);
        policy = set(policy, settings.maxElapsed(), ReconnectPolicy::maxElapsed);
        policy = set(policy, settings.stableAfter(), ReconnectPolicy::stableAfter);
        policy = set(policy, settings.minServerDelay(), ReconnectPolicy::minServerDelay);
        return set(policy, settings.maxServerDelay(), ReconnectPolicy::maxServerDelay);
    }

    private static <T, V> T set(T on, @Nullable V value, BiFunction<T, V, T> setter) {
        return value == null ? on : setter.apply(on, value);
    }
}
