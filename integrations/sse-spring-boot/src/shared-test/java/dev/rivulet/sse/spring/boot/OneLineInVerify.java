package dev.rivulet.sse.spring.boot;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.SpringBootVersion;

/** Runs tests on Spring Boot 4 after each change, and on the older line in a full build. */
final class OneLineInVerify implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean isNewer = !SpringBootVersion.getVersion().startsWith("3.");
        boolean isOfThisPart = switch (System.getProperty("rivulet.tests", "full")) {
            case "verify" -> isNewer;
            case "rest" -> !isNewer;
            default -> true;
        };
        return isOfThisPart
                ? ConditionEvaluationResult.enabled("of this part")
                : ConditionEvaluationResult.disabled("left to -Pfull");
    }
}
