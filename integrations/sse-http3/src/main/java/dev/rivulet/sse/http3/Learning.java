package dev.rivulet.sse.http3;

import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Origin;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Receiver;
import java.nio.ByteBuffer;
import java.util.Set;

/** Passes on what comes, and remembers what the origin says of alternatives and whether they work. */
final class Learning implements Receiver {
    private static final int MISDIRECTED = 421;

    private final Alternatives alternatives;
    private final Origin origin;
    private final Set<String> protocols;
    private final Receiver to;
    private final boolean fromAlternative;

    /** @param protocols of alternatives that can be used */
    Learning(Alternatives alternatives, Origin origin, Set<String> protocols, Receiver to, boolean fromAlternative) {
        this.alternatives = alternatives;
        this.origin = origin;
        this.protocols = protocols;
        this.to = to;
        this.fromAlternative = fromAlternative;
    }

    @Override
    public void head(ResponseHead head) {
        if (fromAlternative && head.status() == MISDIRECTED) {
            alternatives.forget(origin);
            alternatives.broughtNothing(origin); // the origin may well offer it again
        } else {
            learn(head);
        }
        to.head(head);
    }

    private void learn(ResponseHead head) {
        if (fromAlternative) {
            alternatives.worked(origin);
        }
        if (origin.isSecure() && head.headers().first("Alt-Svc") != null) {
            alternatives.learn(origin, AltSvcHeader.of(head.headers().all("Alt-Svc"), origin.host(), protocols));
        }
    }

    @Override
    public void bytes(ByteBuffer lent) {
        to.bytes(lent);
    }

    @Override
    public void burstEnd() {
        to.burstEnd();
    }

    @Override
    public void end() {
        to.end();
    }

    @Override
    public void failed(Phase phase, Throwable cause) {
        if (fromAlternative && phase == Phase.HEAD && !(cause instanceof SseException)) {
            alternatives.broughtNothing(origin); // it connects, but brings no head
        }
        to.failed(phase, cause);
    }
}
