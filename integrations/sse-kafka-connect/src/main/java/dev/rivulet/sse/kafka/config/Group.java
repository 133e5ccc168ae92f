package dev.rivulet.sse.kafka.config;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** Options that stand together in a user interface, in the order in which they are added. */
final class Group {
    private final ConfigDef all;
    private final String name;
    private int order;

    Group(ConfigDef all, String name) {
        this.all = all;
        this.name = name;
    }

    /** An option whose unset value is null. */
    Option option(String key, ConfigDef.Type type) {
        return new Option(key, type);
    }

    /** One option, which counts once it is documented. */
    final class Option {
        private final String key;
        private final ConfigDef.Type type;
        private @Nullable Object preset;
        private Importance importance = Importance.LOW;
        private Width width = Width.SHORT;
        private @Nullable Validator validator;
        private @Nullable Recommender recommender;
        private List<String> dependents = List.of();

        private Option(String key, ConfigDef.Type type) {
            this.key = key;
            this.type = type;
        }

        Option required() {
            preset = ConfigDef.NO_DEFAULT_VALUE;
            return high();
        }

        Option preset(Object value) {
            preset = value;
            return this;
        }

        Option high() {
            importance = Importance.HIGH;
            return this;
        }

        Option medium() {
            importance = Importance.MEDIUM;
            return this;
        }

        Option wide() {
            width = Width.LONG;
            return this;
        }

        Option middling() {
            width = Width.MEDIUM;
            return this;
        }

        Option checked(Validator by) {
            validator = by;
            return this;
        }

        Option recommended(Recommender by) {
            recommender = by;
            return this;
        }

        /** One of these words, and they are shown as the choice. */
        Option words(List<String> words) {
            validator = Checks.oneOf(words);
            recommender = Choice.of(words);
            return this;
        }

        /** Options that make sense only with some values of this one. */
        Option dependents(String... keys) {
            dependents = List.of(keys);
            return this;
        }

        void documented(String label, String documentation) {
            all.define(
                    key,
                    type,
                    preset,
                    validator,
                    importance,
                    documentation,
                    name,
                    ++order,
                    width,
                    label,
                    dependents,
                    recommender);
        }
    }
}
