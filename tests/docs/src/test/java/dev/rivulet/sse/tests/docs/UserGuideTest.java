package dev.rivulet.sse.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.netty.NettyTransportBuilder;
import dev.rivulet.sse.policy.Dedup;
import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tests.support.Document;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The user guide has every setting, with its default. */
class UserGuideTest {
    private static final Document GUIDE = Document.at("docs/user-guide.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (.+?) \\| (.*?) \\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    static Stream<Class<?>> withSettings() {
        return Stream.of(
                SseRequest.class,
                ReconnectPolicy.class,
                Timeouts.class,
                Limits.class,
                Dedup.class,
                TransportConfig.class,
                NettyTransportBuilder.class,
                SseClient.Builder.class);
    }

    @ParameterizedTest
    @MethodSource("withSettings")
    void every_setting_is_there(Class<?> type) {
        List<String> settings = Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getReturnType() == type)
                .map(Method::getName)
                .distinct()
                .toList();

        assertThat(settings).isNotEmpty();
        assertThat(defaults().keySet()).containsAll(settings);
    }

    static Stream<Object> valuesWithDefaults() {
        return Stream.of(ReconnectPolicy.defaults(), Timeouts.defaults(), Limits.defaults(), Dedup.defaults());
    }

    @ParameterizedTest
    @MethodSource("valuesWithDefaults")
    void defaults_are_those_of_the_code(Object values) throws Exception {
        Map<String, List<String>> shown = defaults();
        for (Method read : values.getClass().getMethods()) {
            boolean isSetting = read.getParameterCount() == 0
                    && Arrays.stream(values.getClass().getMethods())
                            .anyMatch(change -> change.getName().equals(read.getName())
                                    && change.getParameterCount() == 1
                                    && change.getReturnType() == values.getClass());
            if (isSetting && !read.getName().equals("eventBytes")) { // depends on the heap
                assertThat(shown.get(read.getName()))
                        .as(read.getName())
                        .anySatisfy(text ->
                                assertThat(text.replaceAll(" \\(.*", "")).isEqualTo(inWords(read.invoke(values))));
            }
        }
    }

    private static String inWords(Object value) {
        if (!(value instanceof Duration time)) {
            return value.toString();
        }
        if (time.isZero()) {
            return "0";
        }
        if (time.toMillisPart() != 0) {
            return time.toMillis() + " ms";
        }
        return time.toHours() > 0
                ? time.toHours() + " h"
                : time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }

    /** The second column, by each name in the first. */
    private static Map<String, List<String>> defaults() {
        Map<String, List<String>> all = new TreeMap<>();
        Matcher rows = ROW.matcher(GUIDE.text());
        while (rows.find()) {
            String text = rows.group(2);
            CODE.matcher(rows.group(1))
                    .results()
                    .forEach(name -> all.merge(
                            name.group(1).replaceAll("^.*\\.(\\w+)\\(.*$", "$1").replaceAll("\\(.*$", ""),
                            List.of(text),
                            (before, more) -> Stream.concat(before.stream(), more.stream())
                                    .toList()));
        }
        return all;
    }

    @Test
    void its_links_lead_somewhere() {
        assertThat(GUIDE.linked())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).exists());
    }
}
