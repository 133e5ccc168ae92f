package dev.rivulet.sse.tests.session;

import dev.rivulet.sse.policy.Delivery;
import org.testng.annotations.Test;

/** The Reactive Streams TCK on the thread that asks: with inline delivery and a transport that answers at once. */
@Test
public class InlinePublisherTckTest extends PublisherTckTest {
    public InlinePublisherTckTest() {
        super(Delivery.inline());
    }
}
