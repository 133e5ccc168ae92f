package dev.rivulet.sse.internal.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StripeTest {
    private static final int HEADER = 28;
    private static final int SESSION = 9;

    private static byte[] piece(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void the_newest_pieces_are_kept_whole_whatever_their_sizes() {
        var random = new Random(7);
        int memory = 4_096;
        for (int round = 0; round < 200; round++) {
            var stripe = new Stripe(memory);
            List<byte[]> added = new ArrayList<>();
            int count = random.nextInt(60);
            for (int i = 0; i < count; i++) {
                byte[] bytes = piece(random, 1 + random.nextInt(1_500));
                added.add(bytes);
                stripe.add(SESSION, i, i * 10L, i * 100L, bytes, 0, bytes.length);
            }
            List<Stripe.Piece> kept = stripe.pieces(SESSION);
            assertThat(kept).hasSize(thatFit(added, memory));
            for (int i = 0; i < kept.size(); i++) {
                int at = count - kept.size() + i;
                assertThat(kept.get(i).bytes()).isEqualTo(added.get(at));
                assertThat(List.of(
                                kept.get(i).session(),
                                kept.get(i).sequence(),
                                kept.get(i).nanos(),
                                kept.get(i).before()))
                        .isEqualTo(List.of(SESSION, at, at * 10L, at * 100L));
            }
        }
    }

    private static int thatFit(List<byte[]> added, int memory) {
        int left = memory;
        int fit = 0;
        for (int i = added.size() - 1; i >= 0 && left >= HEADER + added.get(i).length; i--) {
            left -= HEADER + added.get(i).length;
            fit++;
        }
        return fit;
    }

    @Test
    void of_a_piece_that_is_longer_than_the_memory_the_end_is_kept_in_parts() {
        var stripe = new Stripe(1_000);
        byte[] bytes = piece(new Random(1), 1_100);
        stripe.add(SESSION, 0, 0, 5, bytes, 100, 1_100);
        List<Stripe.Piece> parts = stripe.pieces(SESSION);
        assertThat(parts).extracting(Stripe.Piece::before).containsExactly(5L + 472, 5L + 944);
        assertThat(parts.get(0).bytes()).isEqualTo(Arrays.copyOfRange(bytes, 572, 1_044));
        assertThat(parts.get(1).bytes()).isEqualTo(Arrays.copyOfRange(bytes, 1_044, 1_100));
    }

    @Test
    void the_pieces_of_several_sessions_are_kept_apart() {
        var stripe = new Stripe(1 << 20);
        byte[] bytes = piece(new Random(3), 3_000);
        for (int i = 0; i < 100; i++) { // more than is read in one turn
            stripe.add(i % 3, i, i, i * 3_000L, bytes, 0, bytes.length);
        }
        assertThat(stripe.pieces().get(1))
                .hasSize(33)
                .hasSameSizeAs(stripe.pieces(1))
                .extracting(Stripe.Piece::sequence)
                .isSorted();
        assertThat(stripe.pieces(1)).allMatch(kept -> Arrays.equals(kept.bytes(), bytes));
    }

    @Test
    void a_stripe_that_has_nothing_has_no_pieces() {
        assertThat(new Stripe(100).pieces(SESSION)).isEmpty();
    }
}
