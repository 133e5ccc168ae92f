package dev.rivulet.sse.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * What Linux has done with the connections to a server on this machine: what one side has sent is not at once there for the
 * other. On other systems there is no table, and none is open.
 */
public final class TcpTable {
    private static final String ESTABLISHED = "01";
    private static final int HEXADECIMAL = 16;

    private final int port;

    private TcpTable(int port) {
        this.port = port;
    }

    /** Of those to this port. */
    public static TcpTable ofClientsOf(int port) {
        return new TcpTable(port);
    }

    /** The clients' ports, where the other side's end has not come. */
    public List<Integer> open() {
        return rows().filter(Row::isOpen).map(Row::client).toList();
    }

    /** Waits until something has come for the client at this port that it has not read. */
    public void awaitUnread(int client) {
        Awaitility.await().until(() -> rows().anyMatch(row -> row.client() == client && row.unread() > 0));
    }

    /** Waits until each client's connection has been ended by the other side. */
    public void awaitNoneOpen() {
        Awaitility.await().until(() -> open().isEmpty());
    }

    private Stream<Row> rows() {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .map(Path::of)
                .filter(Files::exists)
                .flatMap(TcpTable::lines)
                .map(Row::of)
                .filter(row -> row.server() == port);
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().skip(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Row(int client, int server, boolean isOpen, long unread) {
        /** Such as {@code 0: 0100007F:93D1 0100007F:0050 01 00000000:00000000}: sides, state, bytes to send and to read. */
        static Row of(String line) {
            String[] fields = line.strip().split("\\s+", -1);
            return new Row(
                    (int) afterColon(fields[1]),
                    (int) afterColon(fields[2]),
                    fields[3].equals(ESTABLISHED),
                    afterColon(fields[4]));
        }

        private static long afterColon(String field) {
            return Long.parseLong(field.substring(field.indexOf(':') + 1), HEXADECIMAL);
        }
    }
}
