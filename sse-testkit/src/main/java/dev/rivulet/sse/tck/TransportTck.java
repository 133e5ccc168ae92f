package dev.rivulet.sse.tck;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Isolated;

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
 * with the feature's name. All goes over sockets on loopback, and takes less than half a minute.
 *
 * <p>Some rules show only in numbers, such as {@code credit_6}: credit that one burst in thousands loses. By default the
 * kit counts to a part of what the rule says. With the system property {@code tck.thorough} set to {@code true} it
 * does all of it, which takes a few times as long. The system property {@code tck.rule}, such as {@code credit_6}, runs the
 * tests of one rule only. With {@code tck.lanes} set to {@code one} each test runs over one of the lanes that your
 * transport has (HTTP/1.1, HTTP/1.1 over TLS, HTTP/2, HTTP/3) and is skipped over the others: a first look, in less than
 * half the time.
 */
@Isolated("it counts threads, and takes the time")
public abstract class TransportTck {
    private final Subject subject = new Subject() {
        @Override
        public String name() {
            return TransportTck.this.getClass().getName();
        }

        @Override
        public Transport create(TransportConfig config) throws Exception {
            return transport(config);
        }

        @Override
        public boolean triesPlainText() {
            return TransportTck.this.triesPlainText();
        }

        @Override
        public void assertNothingLeft() {
            TransportTck.this.assertNothingLeft();
        }

        @Override
        public Duration patience() {
            return TransportTck.this.patience();
        }
    };

    /** For subclasses. */
    protected TransportTck() {}

    /**
     * A new transport, made as this configuration says. The kit closes it.
     *
     * @throws Exception fails the test; a {@code TestAbortedException} skips it
     */
    protected abstract Transport transport(TransportConfig config) throws Exception;

    /**
     * Whether to run the tests over plain text: yes. No where the transport goes through a proxy, which would repair
     * what the kit breaks; what goes over TLS, through a tunnel, is tried all the same.
     */
    protected boolean triesPlainText() {
        return true;
    }

    /**
     * Called after each test, when its transports are closed: fail here where you see that something was left which the
     * kit cannot see, such as buffers that are counted. Does nothing.
     */
    protected void assertNothingLeft() {}

    /**
     * How long the kit waits for what has to come while nothing else does, before it counts as missing: a minute. A
     * callback of any exchange of the test restarts the time. A cancelled connection has to be closed in a sixth of it.
     */
    protected Duration patience() {
        return Duration.ofMinutes(1);
    }

    @Nested
    class Head extends HeadRules {
        Head() {
            super(subject);
        }
    }

    @Nested
    class Body extends BodyRules {
        Body() {
            super(subject);
        }
    }

    @Nested
    class Credit extends CreditRules {
        Credit() {
            super(subject);
        }
    }

    @Nested
    class End extends EndRules {
        End() {
            super(subject);
        }
    }

    @Nested
    class Cancel extends CancelRules {
        Cancel() {
            super(subject);
        }
    }

    @Nested
    class CancelledConnections extends CancelledConnectionRules {
        CancelledConnections() {
            super(subject);
        }
    }

    @Nested
    class Failures extends FailureRules {
        Failures() {
            super(subject);
        }
    }

    @Nested
    class Requests extends RequestRules {
        Requests() {
            super(subject);
        }
    }

    @Nested
    class Reuse extends ReuseRules {
        Reuse() {
            super(subject);
        }
    }

    @Nested
    class Proxies extends ProxyRules {
        Proxies() {
            super(subject);
        }
    }

    @Nested
    class Http2 extends Http2Rules {
        Http2() {
            super(subject);
        }
    }

    @Nested
    class Concurrency extends ConcurrencyRules {
        Concurrency() {
            super(subject);
        }
    }

    @Nested
    class Declarations extends DeclarationRules {
        Declarations() {
            super(subject);
        }
    }

    @Nested
    class Closing extends CloseRules {
        Closing() {
            super(subject);
        }
    }
}
