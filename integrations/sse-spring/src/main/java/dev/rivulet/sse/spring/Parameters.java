package dev.rivulet.sse.spring;

import dev.rivulet.sse.SseEvent;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

/**
 * What a listener's method takes, in its order.
 *
 * @param data the type that an event's data is read as; null if only the event is taken
 */
record Parameters(List<Kind> kinds, @Nullable Type data, boolean isBatch) {
    /** What one parameter is. */
    enum Kind {
        EVENT,
        DATA,
        EVENTS,
        BATCH,
        ACKNOWLEDGEMENT
    }

    /** @throws IllegalStateException if the method takes something else */
    static Parameters of(Method method, Class<?> owner, String who) {
        List<Kind> kinds = new ArrayList<>();
        Type data = null;
        for (int i = 0; i < method.getParameterCount(); i++) {
            ResolvableType type =
                    ResolvableType.forMethodParameter(new MethodParameter(method, i).withContainingClass(owner));
            Kind kind = kind(type);
            if (kinds.contains(kind)) {
                throw wrong(who);
            }
            kinds.add(kind);
            if (kind == Kind.DATA) {
                data = GenericTypeResolver.resolveType(type.getType(), owner);
            } else if (kind == Kind.BATCH) {
                data = GenericTypeResolver.resolveType(type.getGeneric(0).getType(), owner);
            }
        }
        boolean isBatch = kinds.contains(Kind.BATCH) || kinds.contains(Kind.EVENTS);
        int others = kinds.size() - (kinds.contains(Kind.ACKNOWLEDGEMENT) ? 1 : 0);
        if (others == 0 || isBatch && others > 1) {
            throw wrong(who);
        }
        return new Parameters(List.copyOf(kinds), data, isBatch);
    }

    private static Kind kind(ResolvableType type) {
        Class<?> raw = type.toClass();
        if (raw == SseEvent.class) {
            return Kind.EVENT;
        }
        if (raw == Acknowledgement.class) {
            return Kind.ACKNOWLEDGEMENT;
        }
        if (raw == List.class) {
            return type.getGeneric(0).toClass() == SseEvent.class ? Kind.EVENTS : Kind.BATCH;
        }
        return Kind.DATA;
    }

    private static IllegalStateException wrong(String who) {
        return new IllegalStateException(
                who + " cannot take what it declares: an @SseListener method takes an SseEvent, the"
                        + " data of an event as one type, both, or one List of either; and beside it an Acknowledgement if it wants");
    }

    boolean takesEvents() {
        return kinds.contains(Kind.EVENT) || kinds.contains(Kind.EVENTS);
    }

    boolean acknowledges() {
        return kinds.contains(Kind.ACKNOWLEDGEMENT);
    }

    /** @param arrivals one, or those of a batch */
    @Nullable
    Object[] arguments(List<Arrival> arrivals) {
        @Nullable Object[] arguments = new @Nullable Object[kinds.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(kinds.get(i), arrivals);
        }
        return arguments;
    }

    private static @Nullable Object argument(Kind kind, List<Arrival> arrivals) {
        return switch (kind) {
            case EVENT -> arrivals.get(0).event();
            case DATA -> arrivals.get(0).data();
            case EVENTS -> all(arrivals, Arrival::event);
            case BATCH -> all(arrivals, Arrival::data);
            case ACKNOWLEDGEMENT ->
                (Acknowledgement) () -> arrivals.forEach(each -> each.handled().run());
        };
    }

    private static List<@Nullable Object> all(List<Arrival> arrivals, Part part) {
        List<@Nullable Object> all = new ArrayList<>(arrivals.size());
        arrivals.forEach(each -> all.add(part.of(each)));
        return all;
    }

    private interface Part {
        @Nullable
        Object of(Arrival arrival);
    }
}
