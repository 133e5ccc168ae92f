package dev.rivulet.examples.wikimedia;

import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.SseEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * The changes, how many each wiki has had, and the last event ID, in one SQLite file. A batch of events and its last ID are
 * one transaction. For one thread at a time, such as the one that delivers a session's events.
 */
final class ChangeDatabase implements AutoCloseable {
    private static final List<String> SCHEMA = List.of(
            // The key makes an event that comes twice count once.
            "CREATE TABLE IF NOT EXISTS change (meta_id TEXT PRIMARY KEY NOT NULL, wiki TEXT NOT NULL, data TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS wiki (name TEXT PRIMARY KEY, changes INTEGER NOT NULL)",
            "CREATE TABLE IF NOT EXISTS position (stream TEXT PRIMARY KEY, last_event_id TEXT NOT NULL)");

    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement count;
    private final PreparedStatement advance;

    private ChangeDatabase(Connection connection) throws SQLException {
        this.connection = connection;
        // Canary events test Wikimedia's own pipeline, and are no changes.
        insert = connection.prepareStatement("INSERT INTO change (meta_id, wiki, data)"
                + " SELECT json_extract(?1, '$.meta.id'), json_extract(?1, '$.wiki'), ?1"
                + " WHERE json_extract(?1, '$.meta.domain') IS NOT 'canary' ON CONFLICT (meta_id) DO NOTHING");
        count = connection.prepareStatement("INSERT INTO wiki (name, changes) VALUES (json_extract(?, '$.wiki'), 1)"
                + " ON CONFLICT (name) DO UPDATE SET changes = changes + 1");
        advance = connection.prepareStatement("INSERT INTO position (stream, last_event_id) VALUES ('recentchange', ?)"
                + " ON CONFLICT (stream) DO UPDATE SET last_event_id = excluded.last_event_id");
    }

    /** Makes the file and its tables, unless they are there. */
    static ChangeDatabase open(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL); // others may read meanwhile
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL); // a commit survives a power failure too
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(5_000);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            for (String sql : SCHEMA) {
                statement.execute(sql);
            }
        }
        return new ChangeDatabase(connection);
    }

    /** Writes the rows, the counts and the last event ID, or nothing of it. Returns how many changes were new. */
    int write(List<SseEvent> batch) throws SQLException {
        connection.setAutoCommit(false);
        try {
            int changes = 0;
            for (SseEvent event : batch) {
                changes += write(event.data());
            }
            advance(batch.get(batch.size() - 1).id());
            connection.commit();
            return changes;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** 1 for a change that was not there, else 0. */
    private int write(String data) throws SQLException {
        insert.setString(1, data);
        int inserted = insert.executeUpdate();
        if (inserted == 1) {
            count.setString(1, data);
            count.executeUpdate();
        }
        return inserted;
    }

    private void advance(String lastEventId) throws SQLException {
        advance.setString(1, lastEventId);
        advance.executeUpdate();
    }

    /** How many changes there are. */
    long changes() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM change")) {
            return row.getLong(1);
        }
    }

    /** The last event ID, as a session reads and saves it. */
    LastEventIdStore position() {
        return new Position();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private final class Position implements LastEventIdStore {
        @Override
        public @Nullable String load() {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT last_event_id FROM position")) {
                return row.next() ? row.getString(1) : null;
            } catch (SQLException e) {
                throw new IllegalStateException("the last event ID cannot be read from the database", e);
            }
        }

        /** The ID of a batch is there already, with its rows. Only a block without data, a checkpoint, brings another. */
        @Override
        public void save(String lastEventId) {
            try {
                if (!lastEventId.equals(load())) {
                    advance(lastEventId);
                }
            } catch (SQLException e) {
                throw new IllegalStateException("the last event ID cannot be written to the database", e);
            }
        }
    }
}
