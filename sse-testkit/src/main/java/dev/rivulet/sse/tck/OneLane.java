package dev.rivulet.sse.tck;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;

/**
 * Where it is asked for, each rule is tried over one of the lanes that the transport has: always the same, and another for
 * the next rule and for the next transport. See {@link TransportTck}.
 */
final class OneLane implements InvocationInterceptor {
    static final String PROPERTY = "tck.lanes";

    /** Of the tests that run over several lanes, to run them alone. */
    static final String TAG = "lanes";

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
            throws Throwable {
        boolean isOne = context.getConfigurationParameter(PROPERTY)
                .filter("one"::equals)
                .isPresent();
        if (isOne && test.getTarget().orElse(null) instanceof Topic topic && isOfAnother(topic, test)) {
            invocation.skip();
            throw new TestAbortedException(
                    "Over " + test.getArguments().get(0) + " this is left to -D" + PROPERTY + "=all.");
        }
        invocation.proceed();
    }

    private static boolean isOfAnother(Topic topic, ReflectiveInvocationContext<Method> test) {
        EnumSource source = test.getExecutable().getAnnotation(EnumSource.class);
        if (source == null
                || test.getArguments().isEmpty()
                || !(test.getArguments().get(0) instanceof Lane lane)) {
            return false;
        }
        List<Lane> lanes =
                named(source).stream().filter(topic::isTriedOver).sorted().toList();
        int chosen = Math.floorMod(
                Objects.hash(test.getExecutable().getName(), topic.nameOfTransport()), Math.max(lanes.size(), 1));
        return lanes.contains(lane) && lanes.get(chosen) != lane;
    }

    private static EnumSet<Lane> named(EnumSource source) {
        EnumSet<Lane> named = EnumSet.noneOf(Lane.class);
        Arrays.stream(source.names()).map(Lane::valueOf).forEach(named::add);
        return source.names().length == 0 || source.mode() == EnumSource.Mode.EXCLUDE
                ? EnumSet.complementOf(named)
                : named;
    }
}
