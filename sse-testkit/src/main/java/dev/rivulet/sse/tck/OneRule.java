package dev.rivulet.sse.tck;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where a system property names a rule, only its tests run. See {@link TransportTck}. */
final class OneRule implements ExecutionCondition {
    static final String PROPERTY = "tck.rule";

    private static final String RULE = System.getProperty(PROPERTY, "").replace('-', '_');

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean isOther = !RULE.isEmpty()
                && context.getTestMethod()
                        .map(method -> !method.getName().startsWith(RULE + "_"))
                        .orElse(false);
        return isOther
                ? ConditionEvaluationResult.disabled("only " + RULE + " runs: " + PROPERTY)
                : ConditionEvaluationResult.enabled("no other rule was asked for");
    }
}
