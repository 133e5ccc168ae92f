package dev.rivulet.sse.tests.interop.cases;

import dev.rivulet.sse.tests.support.TestedPart;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs each test over one transport after each change, and over the others in a full build. */
final class OneInVerify implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            return ConditionEvaluationResult.enabled("a class");
        }
        String test = context.getRequiredTestMethod().getName();
        return TestedPart.current().includes(transport(context), test)
                ? ConditionEvaluationResult.enabled("of this part")
                : ConditionEvaluationResult.disabled("left to -Pfull");
    }

    /** The class's name is the transport's; a test with arguments is a level deeper than one without. */
    private static String transport(ExtensionContext context) {
        ExtensionContext of = context;
        while (of.getTestMethod().isPresent()) {
            of = of.getParent().orElseThrow();
        }
        return of.getDisplayName();
    }
}
