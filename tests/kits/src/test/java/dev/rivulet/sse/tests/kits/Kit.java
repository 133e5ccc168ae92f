package dev.rivulet.sse.tests.kits;

import dev.rivulet.sse.jdkhttp.JdkHttpTransport;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tck.TransportTck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The kit on a broken backend, whose number among all is a parameter of the run, as is the patience with it. Only {@link KitRun} runs it. */
@ExtendWith(Kit.ByNumber.class)
class Kit extends TransportTck {
    static final String NUMBER = "broken";

    static final String PATIENCE_SECONDS = "patience";

    /** What a broken backend does not do has not to be waited for long, at first. */
    static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(2);

    /** Nor on a slow machine for longer. */
    static final Duration LONGEST_PATIENCE = Duration.ofSeconds(32);

    /** What a broken backend does too late: after any patience with it, and before that with one that is not broken. */
    static final Duration TOO_LATE = Duration.ofSeconds(40);

    private final Broken broken;
    private final Duration patience;
    private final List<Transport> inner = new ArrayList<>();

    Kit(Broken broken, Duration patience) {
        this.broken = broken;
        this.patience = patience;
    }

    @Override
    protected Transport transport(TransportConfig config) {
        Transport made = JdkHttpTransport.create(broken.flaw().config().apply(config));
        inner.add(made);
        return broken.flaw().transport().apply(made);
    }

    @Override
    protected Duration patience() {
        return broken.equals(Broken.NOTHING) ? super.patience() : patience;
    }

    @AfterEach
    void closeWhatTheBrokenLeave() {
        inner.forEach(Transport::close);
    }

    static final class ByNumber implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return isBroken(parameter) || parameter.getParameter().getType() == Duration.class;
        }

        private static boolean isBroken(ParameterContext parameter) {
            return parameter.getParameter().getType() == Broken.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return isBroken(parameter)
                    ? Broken.numbered(number(context, NUMBER))
                    : Duration.ofSeconds(number(context, PATIENCE_SECONDS));
        }

        private static int number(ExtensionContext context, String name) {
            return context.getConfigurationParameter(name, Integer::parseInt).orElseThrow();
        }
    }
}
