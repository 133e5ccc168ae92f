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

/** The kit on a broken backend, whose number among all is a parameter of the run. Only {@link KitRun} runs it. */
@ExtendWith(Kit.ByNumber.class)
class Kit extends TransportTck {
    static final String NUMBER = "broken";

    /** What a broken backend does not do has not to be waited for long. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Broken broken;
    private final List<Transport> inner = new ArrayList<>();

    Kit(Broken broken) {
        this.broken = broken;
    }

    @Override
    protected Transport transport(TransportConfig config) {
        Transport made = JdkHttpTransport.create(broken.flaw().config().apply(config));
        inner.add(made);
        return broken.flaw().transport().apply(made);
    }

    @Override
    protected Duration patience() {
        return broken.equals(Broken.NOTHING) ? super.patience() : PATIENCE;
    }

    @AfterEach
    void closeWhatTheBrokenLeave() {
        inner.forEach(Transport::close);
    }

    static final class ByNumber implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Broken.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            int number =
                    context.getConfigurationParameter(NUMBER, Integer::parseInt).orElseThrow();
            return Broken.numbered(number);
        }
    }
}
