package dev.rivulet.sse.tests.support;

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
        return context.getRequiredTestMethod().isAnnotationPresent(LeftToFull.class)
                || context.getRequiredTestClass().isAnnotationPresent(LeftToFull.class)
                || context.getEnclosingTestClasses().stream()
                        .anyMatch(each -> each.isAnnotationPresent(LeftToFull.class));
    }
}
