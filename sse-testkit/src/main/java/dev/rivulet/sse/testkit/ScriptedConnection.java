package dev.rivulet.sse.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * An accepted connection, on two threads: one plays responses, one reads, so that the client's going is seen at once
 * whatever the response is waiting for.
 */
final class ScriptedConnection {
    private final ScriptedServer server;
    private final int number;
    private final Socket tcp;
    private final @Nullable SSLContext tls;
    private final BlockingQueue<Optional<RecordedRequest>> requests = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread player;
    private final Thread reader;
    private Socket socket;

    ScriptedConnection(ScriptedServer server, int number, Socket tcp, @Nullable SSLContext tls) {
        this.server = server;
        this.number = number;
        this.tcp = tcp;
        this.tls = tls;
        this.socket = tcp;
        this.player = thread("player", this::play);
        this.reader = thread("reader", this::read);
    }

    void start() {
        player.start();
    }

    /** Whether the client has closed or reset it, or the server has reset it. */
    boolean isOver() {
        return over.getCount() == 0;
    }

    void abandon() {
        player.interrupt();
        end();
    }

    void join() {
        try {
            player.join(ScriptedServer.PATIENCE.toMillis());
            reader.join(ScriptedServer.PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (player.isAlive() || reader.isAlive()) {
            throw new AssertionError(player.getName() + " has not ended");
        }
    }

    private void play() {
        try {
            tcp.setTcpNoDelay(true);
            if (greet()) {
                secure();
                reader.start();
                serve(new Wire(tcp, socket, over::await));
                over.await();
            }
        } catch (IOException e) {
            server.note("connection " + number + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server closes
        } finally {
            end();
        }
    }

    /** Plays what the script has for the moment of acceptance. */
    private boolean greet() throws IOException, InterruptedException {
        Response greeting = server.greeting();
        if (greeting == null || greeting.play(new Wire(tcp, tcp, this::drain))) {
            return true;
        }
        drain();
        return false;
    }

    private void drain() throws IOException {
        if (!tcp.isClosed()) {
            tcp.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        connectionOver();
    }

    private void secure() throws IOException {
        if (tls != null) {
            var layer = (SSLSocket) tls.getSocketFactory().createSocket(tcp, "localhost", tcp.getPort(), true);
            layer.setUseClientMode(false);
            layer.startHandshake();
            socket = layer;
        }
    }

    private void serve(Wire wire) throws IOException, InterruptedException {
        while (true) {
            Optional<RecordedRequest> request = requests.take();
            if (request.isEmpty()) {
                return;
            }
            Response response = server.responseTo(request.get());
            if (!response.play(wire)) {
                return;
            }
            if ("close".equalsIgnoreCase(request.get().headers().first("Connection"))) {
                wire.close();
                return;
            }
        }
    }

    private void read() {
        try {
            var reading = new RequestReader(new BufferedInputStream(socket.getInputStream()), number);
            for (RecordedRequest request = reading.next(); request != null; request = reading.next()) {
                server.record(request);
                requests.add(Optional.of(request));
            }
        } catch (IOException | NumberFormatException e) {
            server.note("connection " + number + ": " + e);
        } finally {
            requests.add(Optional.empty());
            connectionOver();
        }
    }

    private void connectionOver() {
        over.countDown();
        server.changed();
    }

    private void end() {
        try {
            tcp.close();
        } catch (IOException e) {
            server.note("connection " + number + ": " + e);
        }
        connectionOver();
    }

    private Thread thread(String does, Runnable task) {
        var thread = new Thread(task, "scripted-server-" + server.port() + "-" + number + "-" + does);
        thread.setDaemon(true);
        return thread;
    }
}
