package dev.rivulet.sse.spring.boot.test;

import dev.rivulet.sse.spring.SseListener;
import dev.rivulet.sse.spring.boot.SseClientCustomizer;
import dev.rivulet.sse.spring.boot.StreamCustomizer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.core.type.ClassMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** Leaves of the application's components only those that an {@link SseTest} is about. */
final class ListenerFilter extends TypeExcludeFilter {
    private static final Set<String> CUSTOMIZERS =
            Set.of(StreamCustomizer.class.getName(), SseClientCustomizer.class.getName());

    private final Set<String> listeners = new TreeSet<>();

    ListenerFilter(Class<?>[] listeners) {
        Stream.of(listeners).map(Class::getName).forEach(this.listeners::add);
    }

    /** Whether the component is left out. */
    @Override
    public boolean match(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
        if (Stream.of(reader.getClassMetadata().getInterfaceNames()).anyMatch(CUSTOMIZERS::contains)) {
            return false;
        }
        return listeners.isEmpty()
                ? !listens(reader, factory)
                : !listeners.contains(reader.getClassMetadata().getClassName());
    }

    /** Also by a method that it inherits. */
    private static boolean listens(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
        if (reader.getAnnotationMetadata().hasAnnotatedMethods(SseListener.class.getName())) {
            return true;
        }
        ClassMetadata type = reader.getClassMetadata();
        for (String each : type.getInterfaceNames()) {
            if (inherits(each, factory)) {
                return true;
            }
        }
        return type.getSuperClassName() != null && inherits(type.getSuperClassName(), factory);
    }

    private static boolean inherits(String type, MetadataReaderFactory factory) throws IOException {
        try {
            return !type.startsWith("java.") && listens(factory.getMetadataReader(type), factory);
        } catch (FileNotFoundException notOnTheClassPath) {
            return false;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ListenerFilter filter && listeners.equals(filter.listeners);
    }

    @Override
    public int hashCode() {
        return listeners.hashCode();
    }
}
