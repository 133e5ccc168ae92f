package dev.rivulet.sse.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Document;
import dev.rivulet.sse.tests.support.JavaCode;
import dev.rivulet.sse.tests.support.LeftToFull;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The code of the user guide does what the guide says, against a server. */
public class RecipesTest {
    /** What the Spring recipe printed. */
    public static final BlockingQueue<String> PRINTED = new LinkedBlockingQueue<>();

    private static final Document GUIDE = Document.at("docs/user-guide.md");

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start();

    @AutoClose
    private final SseClient client = SseClient.create();

    @TempDir
    Path folder;

    @BeforeEach
    void two_prices() {
        server.otherwise(request -> after(request, "id: 42\ndata: 1.5\n\n", "id: 43\ndata: 2.5\n\n"));
    }

    /** The events after the one that the client names, and then the end. */
    private static Response after(RecordedRequest request, String... events) {
        int known = 0;
        for (int i = 0; i < events.length; i++) {
            known = events[i].startsWith("id: " + request.lastEventId() + "\n") ? i + 1 : known;
        }
        if (known == events.length) {
            return Response.status(204);
        }
        return Response.stream()
                .chunk("retry: 10\n\n" + String.join("", List.of(events).subList(known, events.length)));
    }

    private static Stream<String> code(String with) {
        return GUIDE.blocks("java").stream().filter(code -> code.contains(with));
    }

    static Stream<String> snippets() {
        return GUIDE.blocks("java").stream()
                .filter(code -> !code.contains("dataSource") && !code.contains("@Configuration"))
                .filter(code -> !code.contains("Recording.read"));
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void a_snippet_receives_both_prices(String code) throws Exception {
        assertThat(run(code, new JdbcDataSource())).containsExactly("1.5", "2.5");
    }

    @Test
    void what_the_flight_recorder_has_written_is_replayed_by_a_server() throws Exception {
        run(code("flightRecorder").findFirst().orElseThrow(), new JdbcDataSource());
        assertThat(run(code("Recording.read").findFirst().orElseThrow(), new JdbcDataSource()))
                .containsExactly("1.5", "2.5");
    }

    private List<String> run(String code, JdbcDataSource database) throws Exception {
        String here = code.replace("Path.of(\"", "Path.of(\"" + folder + "/");
        try (var compiled = Snippet.compile(here, Files.createTempDirectory(folder, "classes"))) {
            Snippet snippet = Snippet.of(compiled);
            snippet.on(client, server.uri("/stream"));
            snippet.on(database);
            assertTimeoutPreemptively(Duration.ofMinutes(4), snippet::run);
            return snippet.seen;
        }
    }

    @Test
    @LeftToFull
    void with_a_database_each_event_is_written_once_across_runs_and_failed_transactions() throws Exception {
        String code = code("dataSource").findFirst().orElseThrow();
        var database = new JdbcDataSource();
        database.setUrl("jdbc:h2:" + folder.resolve("prices"));
        try (Connection db = database.getConnection()) { // kept open, so that the database is
            code.lines()
                    .filter(line -> line.startsWith("// CREATE TABLE"))
                    .forEach(line -> execute(db, line.substring(3)));

            run(code, database);
            assertThat(rows(db, "price")).containsExactly("42=1.5", "43=2.5");
            assertThat(rows(db, "stream_position")).containsExactly("prices=43");

            // The server repeats the last event, and the second new one cannot be written yet.
            execute(db, "ALTER TABLE price ADD CONSTRAINT later CHECK (data <> '4.5')");
            String repeated = "id: 43\ndata: 2.5\n\nid: 44\ndata: 3.5\n\nid: 45\ndata: 4.5\n\n";
            server.otherwise(request -> request.lastEventId().equals("43")
                    ? Response.stream().chunk("retry: 10\n\n" + repeated)
                    : Response.status(204));
            assertThatThrownBy(() -> run(code, database)).hasStackTraceContaining("LATER");
            assertThat(rows(db, "stream_position")).containsExactly("prices=43");
            assertThat(rows(db, "price")).containsExactly("42=1.5", "43=2.5");

            execute(db, "ALTER TABLE price DROP CONSTRAINT later");
            run(code, database);
            assertThat(rows(db, "price")).containsExactly("42=1.5", "43=2.5", "44=3.5", "45=4.5");
        }
    }

    private static void execute(Connection db, String sql) {
        try (var statement = db.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static List<String> rows(Connection db, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (var statement = db.createStatement();
                ResultSet found = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1")) {
            while (found.next()) {
                rows.add(found.getString(1) + "=" + found.getString(2));
            }
        }
        return rows;
    }

    @Test
    @LeftToFull
    void with_spring_the_stream_is_followed_and_resumed_by_the_next_run() throws Exception {
        String code = code("@Configuration")
                .findFirst()
                .orElseThrow()
                .replace("System.out.println(event.data())", RecipesTest.class.getName() + ".PRINTED.add(event.data())")
                .replace("prices.id", folder.resolve("prices.id").toString());
        JavaCode.compile(folder, List.of(JavaCode.source("snippet/PriceFeed", "package snippet;\n" + code)));

        follow();
        assertThat(PRINTED.take()).isEqualTo("1.5");
        assertThat(PRINTED.take()).isEqualTo("2.5");
        server.awaitRequest(2);
        follow();
        assertThat(server.awaitRequest(3).lastEventId()).isEqualTo("43");
    }

    private void follow() throws Exception {
        try (var loader = new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
                var spring = new AnnotationConfigApplicationContext()) {
            spring.setClassLoader(loader);
            Map<String, Object> settings =
                    Map.of("prices.uri", server.uri("/prices").toString());
            spring.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
            spring.register(loader.loadClass("snippet.PriceFeed"));
            int before = server.requests().size();
            spring.refresh();
            server.awaitRequest(before + 1);
            assertThat(spring.getBean(SseClient.class).awaitClosed(Duration.ofMinutes(4)))
                    .isTrue();
        }
    }
}
