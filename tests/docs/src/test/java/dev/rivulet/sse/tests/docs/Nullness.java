package dev.rivulet.sse.tests.docs;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A type as the source has it, with a question mark where it may be null: that is part of what users rely on. */
final class Nullness {
    private Nullness() {}

    static String text(AnnotatedType type) {
        return plain(type) + (type.isAnnotationPresent(Nullable.class) ? "?" : "");
    }

    private static String plain(AnnotatedType type) {
        if (type instanceof AnnotatedArrayType array) {
            return text(array.getAnnotatedGenericComponentType()) + "[]";
        }
        if (type instanceof AnnotatedParameterizedType generic) {
            String raw = ((ParameterizedType) generic.getType()).getRawType().getTypeName();
            return Arrays.stream(generic.getAnnotatedActualTypeArguments())
                    .map(Nullness::text)
                    .collect(Collectors.joining(", ", raw + "<", ">"));
        }
        return type.getType().getTypeName();
    }
}
