package dev.rivulet.examples.llm;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** With Responses. */
@Tag("full")
@EnabledIfSystemProperty(named = "rivulet.tests", matches = "full|rest", disabledReason = "left to -Pfull")
class ResponsesTest extends ChatTest {
    ResponsesTest() {
        super(LlmProperties.Api.RESPONSES);
    }
}
