package dev.rivulet.sse.tests.support;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;
import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The name of each transport that this build takes for a test, with each front if the test has a parameter for it. */
final class TransportsOfThisPart implements ArgumentsProvider {
    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        // `verify` runs nothing that is left to the full build over any transport: the rest owes it all of them.
        Stream<String> names = isLeftToFull(context) ? TransportNames.found() : TransportNames.costly();
        if (parameters.getAll().stream().noneMatch(parameter -> parameter.getParameterType() == Front.class)) {
            return names.map(Arguments::of);
        }
        return names.flatMap(name -> Stream.of(Front.values()).map(front -> Arguments.of(name, front)));
    }

    private static boolean isLeftToFull(ExtensionContext context) {
        Class<?> test = context.getRequiredTestClass();
        return isAnnotated(context.getRequiredTestMethod(), LeftToFull.class)
                || findAnnotation(test, LeftToFull.class, context.getEnclosingTestClasses())
                        .isPresent();
    }
}
