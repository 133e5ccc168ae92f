package dev.rivulet.sse.internal.commits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The committed id, read while it is written: never a mixture of two. */
@Timeout(600)
class CommittedIdStressTest {
    private static final int READERS = 3;
    private static final int IDS = 300_000;

    private final CommittedId committed = new CommittedId();
    private final IdBytes id = new IdBytes();

    @Test
    void it_begins_empty_and_takes_ids_of_any_length() {
        assertThat(committed.get()).isEmpty();
        for (int length : new int[] {1, 15, 16, 17, 1000, 3, 0, 40}) {
            set(length);
            assertThat(committed.get()).isEqualTo(id(length));
        }
    }

    @Test
    void the_array_that_was_given_may_change_afterwards() {
        id.take("ab");
        committed.set(id);
        id.take("xy");
        assertThat(committed.get()).isEqualTo("ab");
    }

    @Test
    void readers_see_whole_ids_only() {
        var over = new AtomicBoolean();
        List<CompletableFuture<String>> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(CompletableFuture.supplyAsync(() -> firstTorn(over), task -> new Thread(task).start()));
        }
        for (int i = 0; i < IDS; i++) {
            set(i * 31 % 97);
        }
        over.set(true);
        readers.forEach(reader -> assertThat(reader.join()).as("torn id").isEmpty());
    }

    /** An id that is not what its length says it must be; empty if there was none. */
    private String firstTorn(AtomicBoolean over) {
        while (!over.get()) {
            String seen = committed.get();
            if (!seen.equals(id(seen.length()))) {
                return seen;
            }
        }
        return "";
    }

    private void set(int length) {
        id.take(id(length));
        committed.set(id);
    }

    /** The letter, as often as its length says: each length has its own. */
    private static String id(int length) {
        return String.valueOf((char) ('!' + length % 89)).repeat(length);
    }
}
