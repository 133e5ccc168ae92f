package dev.rivulet.sse.tck;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import org.junit.jupiter.api.Nested;

/**
 * The tests that every transport passes. Extend it, and give it yours:
 *
 * <pre>{@code
 * class MyTransportTest extends TransportTck {
 *     @Override
 *     protected Transport transport(TransportConfig config) {
 *         return new MyTransport(config);
 *     }
 * }
 * }</pre>
 *
 * <p>The name of each test begins with that of the rule it holds you to, such as {@code credit_1}: the documentation of
 * the package {@code dev.rivulet.sse.spi} has the rules. What the transport does not declare in its features is skipped
 * with the feature's name. All goes over sockets on loopback, and takes less than a minute.
 */
public abstract class TransportTck {
    /** For subclasses. */
    protected TransportTck() {}

    /**
     * A new transport, made as this configuration says. The kit closes it.
     *
     * @throws Exception fails the test
     */
    protected abstract Transport transport(TransportConfig config) throws Exception;

    @Nested
    class Head extends HeadRules {
        Head() {
            super(TransportTck.this::transport);
        }
    }

    @Nested
    class Body extends BodyRules {
        Body() {
            super(TransportTck.this::transport);
        }
    }

    @Nested
    class Credit extends CreditRules {
        Credit() {
            super(TransportTck.this::transport);
        }
    }

    @Nested
    class End extends EndRules {
        End() {
            super(TransportTck.this::transport);
        }
    }

    @Nested
    class Cancel extends CancelRules {
        Cancel() {
            super(TransportTck.this::transport);
        }
    }

    @Nested
    class Failures extends FailureRules {
        Failures() {
            super(TransportTck.this::transport);
        }
    }

    @Nested
    class Requests extends RequestRules {
        Requests() {
            super(TransportTck.this::transport);
        }
    }

    @Nested
    class Reuse extends ReuseRules {
        Reuse() {
            super(TransportTck.this::transport);
        }
    }

    @Nested
    class Proxies extends ProxyRules {
        Proxies() {
            super(TransportTck.this::transport);
        }
    }

    @Nested
    class Http2 extends Http2Rules {
        Http2() {
            super(TransportTck.this::transport);
        }
    }

    @Nested
    class Concurrency extends ConcurrencyRules {
        Concurrency() {
            super(TransportTck.this::transport);
        }
    }

    @Nested
    class Closing extends CloseRules {
        Closing() {
            super(TransportTck.this::transport);
        }
    }
}
