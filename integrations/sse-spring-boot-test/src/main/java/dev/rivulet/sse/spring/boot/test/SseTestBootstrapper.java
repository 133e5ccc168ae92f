package dev.rivulet.sse.spring.boot.test;

import java.util.stream.Stream;
import org.springframework.boot.test.context.SpringBootTestContextBootstrapper;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Finds the application of an {@link SseTest}, and sets its properties. */
final class SseTestBootstrapper extends SpringBootTestContextBootstrapper {
    @Override
    protected String[] getProperties(Class<?> test) {
        SseTest annotation = TestContextAnnotationUtils.findMergedAnnotation(test, SseTest.class);
        Stream<String> own = annotation == null ? Stream.of() : Stream.of(annotation.properties());
        return Stream.concat(Stream.of("rivulet.auto-startup=false", "spring.main.web-application-type=none"), own)
                .toArray(String[]::new);
    }
}
