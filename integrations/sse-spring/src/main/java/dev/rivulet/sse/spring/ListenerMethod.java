package dev.rivulet.sse.spring;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The method of a bean that is called with what arrives. */
final class ListenerMethod {
    private final Object bean;
    private final Method method;
    private final Parameters parameters;
    private final Completion completion;
    private volatile @Nullable Thread caller;

    ListenerMethod(Object bean, Method method, Parameters parameters) {
        this.bean = bean;
        this.method = method;
        this.parameters = parameters;
        this.completion = Completion.of(method.getReturnType());
    }

    Parameters parameters() {
        return parameters;
    }

    /** Calls the method, and waits for what it returns where that completes later. Throws what either has thrown. */
    void call(List<Arrival> arrivals) throws Exception {
        caller = Thread.currentThread();
        try {
            Object result = invoke(parameters.arguments(arrivals));
            if (result != null) {
                completion.await(result);
            }
        } finally {
            caller = null;
        }
    }

    /** Whether this thread is within the method. */
    boolean isCalledByThisThread() {
        return caller == Thread.currentThread();
    }

    private @Nullable Object invoke(@Nullable Object[] arguments) throws Exception {
        try {
            return method.invoke(bean, arguments);
        } catch (InvocationTargetException failed) {
            throw thrown(failed.getCause());
        }
    }

    /** The exception to throw; throws it on its own if it is an error. */
    static Exception thrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof Exception exception ? exception : new IllegalStateException("failed without a cause");
    }
}
