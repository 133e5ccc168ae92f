package dev.rivulet.examples.wikimedia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The program in a process of its own, which is killed with SIGKILL while it writes. */
@Tag("full")
@EnabledIfSystemProperty(named = "rivulet.tests", matches = "full|rest", disabledReason = "left to -Pfull")
class KilledExampleTest {
    private static final int SIGKILLED = 128 + 9;
    private static final int LONGEST_PAUSE_NANOS = 20_000_000; // some kills come during a transaction

    @TempDir
    Path folder;

    @Test
    void a_program_that_is_killed_twice_loses_nothing_and_counts_nothing_twice() throws Exception {
        killAndCheck(2, new Random(1));
    }

    @Test
    void a_program_that_is_killed_often_loses_nothing_and_counts_nothing_twice() throws Exception {
        killAndCheck(6, new Random(2));
    }

    private void killAndCheck(int kills, Random random) throws Exception {
        Path database = folder.resolve("changes.db");
        try (var wikimedia = MockWikimedia.start(new MockWikimedia.Speed(700, 0))) {
            for (int kill = 0; kill < kills; kill++) {
                killAfter(kill == 0 ? 1 : 1 + random.nextInt(6), random, start(wikimedia, database, 0));
            }
            Process last = start(wikimedia, database, (kills + 1) * 600L);
            String out = new String(last.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(last.exitValue()).as(out).isZero();
        }
        check(database);
    }

    private static Process start(MockWikimedia wikimedia, Path database, long stopAfter) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Example.class.getName(),
                        "--uri",
                        wikimedia.uri().toString(),
                        "--database",
                        database.toString(),
                        "--stop-after",
                        Long.toString(stopAfter))
                .redirectErrorStream(true)
                .start();
    }

    /** After so many batches and a moment. */
    private static void killAfter(int batches, Random random, Process example) throws Exception {
        int seen = 0;
        try (BufferedReader out = example.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null && seen < batches; line = out.readLine()) {
                seen += line.contains(" new: ") ? 1 : 0;
            }
            for (long end = System.nanoTime() + random.nextInt(LONGEST_PAUSE_NANOS); System.nanoTime() < end; ) {
                Thread.onSpinWait();
            }
            example.toHandle().destroyForcibly();
            assertThat(example.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(seen).isEqualTo(batches);
        assertThat(example.exitValue()).isEqualTo(SIGKILLED);
    }

    private static void check(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            for (Topic topic : Topic.values()) {
                List<Long> offsets = longs(
                        connection,
                        "SELECT json_extract(data, '$.meta.offset') FROM change WHERE json_extract(data, '$.meta.topic') = '"
                                + topic.topicName() + "' ORDER BY 1");
                List<Long> all = LongStream.rangeClosed(0, offsets.get(offsets.size() - 1))
                        .filter(offset -> !topic.at(offset).isCanary())
                        .boxed()
                        .toList();
                assertThat(offsets)
                        .as("the changes of %s", topic)
                        .isEqualTo(all)
                        .hasSizeGreaterThan(3);
            }
            assertThat(longs(connection, "SELECT changes FROM wiki ORDER BY name"))
                    .as("what was counted, and what is there")
                    .isEqualTo(longs(connection, "SELECT count(*) FROM change GROUP BY wiki ORDER BY wiki"))
                    .hasSize(2);
        }
    }

    private static List<Long> longs(Connection connection, String sql) throws SQLException {
        List<Long> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getLong(1));
            }
        }
        return values;
    }
}
