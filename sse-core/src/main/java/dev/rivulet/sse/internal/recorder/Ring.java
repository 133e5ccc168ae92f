package dev.rivulet.sse.internal.recorder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The last bytes of all sessions of a client. Striped, so that sessions seldom wait for each other, and so that a fast stream
 * writes again and again into memory that the processor's caches hold, which large parts are too large for.
 */
final class Ring {
    private static final int LEAST_STRIPE = 64 << 10;
    private static final int MOST_STRIPES = 16;

    private final Stripe[] stripes;

    Ring(int bytes) {
        stripes = new Stripe[Math.max(1, Math.min(MOST_STRIPES, bytes / LEAST_STRIPE))];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new Stripe(bytes / stripes.length);
        }
    }

    /** Where all that a session receives is recorded. */
    Stripe stripe(int session) {
        return stripes[Math.floorMod(session, stripes.length)];
    }

    /** All pieces that are still there, by session; those of one session are in order. */
    Map<Integer, List<Stripe.Piece>> pieces() {
        Map<Integer, List<Stripe.Piece>> all = new HashMap<>();
        for (Stripe stripe : stripes) {
            all.putAll(stripe.pieces());
        }
        return all;
    }
}
