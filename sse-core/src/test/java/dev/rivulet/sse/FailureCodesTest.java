package dev.rivulet.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FailureCodesTest {
    @Test
    void each_kind_of_failure_has_the_code_of_its_class_name_in_lower_case_with_underscores() {
        var expected = Arrays.stream(Failure.class.getPermittedSubclasses())
                .collect(Collectors.toMap(kind -> kind, FailureCodesTest::inLowerCase));
        assertThat(FailureCodes.CODES).containsExactlyInAnyOrderEntriesOf(cast(expected));
    }

    @SuppressWarnings("unchecked") // permitted subclasses of Failure are failures
    private static <T> T cast(Object map) {
        return (T) map;
    }

    private static String inLowerCase(Class<?> kind) {
        return kind.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
