package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.spi.TextScanner;
import dev.rivulet.sse.spi.TextScannerProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FoundScannerTest {
    /** A loop over the bytes, whose answers are right. */
    private static class Plain implements TextScanner {
        @Override
        public int textEnd(byte[] bytes, int from, int to) {
            int at = from;
            while (at < to && bytes[at] >= 14) {
                at++;
            }
            return at;
        }

        @Override
        public int controlEnd(byte[] bytes, int from, int to) {
            int at = from;
            while (at < to && (bytes[at] < 0 || bytes[at] >= 14)) {
                at++;
            }
            return at;
        }
    }

    private final List<String> log = new ArrayList<>();

    @Test
    void one_that_works_is_used_and_logged() {
        var good = new Plain();

        assertThat(FoundScanner.search(List.of(provider(() -> good)).iterator(), log::add))
                .isSameAs(good);
        assertThat(log).containsExactly("Event streams are searched with a loop.");
    }

    /** Also what {@code ServiceLoader} must not see: errors of the machine, and exceptions that cannot say what they are. */
    static List<Supplier<TextScanner>> broken() {
        return List.of(
                () -> null,
                () -> {
                    throw new UnsupportedOperationException("no vectors here");
                },
                () -> {
                    throw new StackOverflowError();
                },
                () -> {
                    throw new OutOfMemoryError("heap");
                },
                () -> {
                    throw new NoClassDefFoundError("some/Missing");
                },
                () -> {
                    throw new IllegalStateException() {
                        private static final long serialVersionUID = 1L;

                        @Override
                        public String getMessage() {
                            throw new IllegalStateException();
                        }
                    };
                },
                () -> new Plain() {
                    @Override
                    public int textEnd(byte[] bytes, int from, int to) {
                        return to;
                    }
                },
                () -> new Plain() {
                    @Override
                    public int controlEnd(byte[] bytes, int from, int to) {
                        throw new IllegalStateException("not made yet");
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("broken")
    void one_that_is_broken_is_passed_over_with_a_reason_and_the_next_is_used(Supplier<TextScanner> scanner) {
        var good = new Plain();

        assertThat(FoundScanner.search(
                        List.of(provider(scanner), provider(() -> good)).iterator(), log::add))
                .isSameAs(good);
        assertThat(log).hasSize(2);
        assertThat(log.get(0)).startsWith("A scanner for event streams is not used: ");
    }

    @Test
    void a_provider_that_cannot_be_made_is_named_with_the_cause() {
        var services = new Iterator<TextScannerProvider>() {
            private boolean failed;

            @Override
            public boolean hasNext() {
                return !failed;
            }

            @Override
            public TextScannerProvider next() {
                failed = true;
                throw new ServiceConfigurationError("Mine could not be made", new IllegalStateException("no licence"));
            }
        };

        assertThat(FoundScanner.search(services, log::add)).isNull();
        assertThat(log).singleElement().asString().contains("Mine could not be made", "no licence");
    }

    @Test
    void a_log_that_throws_changes_nothing() {
        var good = new Plain();

        assertThat(FoundScanner.search(List.of(provider(() -> good)).iterator(), text -> {
                    throw new ServiceConfigurationError("no log");
                }))
                .isSameAs(good);
    }

    private static TextScannerProvider provider(Supplier<TextScanner> scanner) {
        return new TextScannerProvider() {
            @Override
            public TextScanner create() {
                return scanner.get();
            }

            @Override
            public String description() {
                return "a loop";
            }
        };
    }
}
