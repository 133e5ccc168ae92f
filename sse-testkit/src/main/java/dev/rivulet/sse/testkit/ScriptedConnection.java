package dev.rivulet.sse.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * An accepted connection, on two threads: one plays responses, one reads, so that the client's going is seen at once
 * whatever the response is waiting for. HTTP/2 has a further thread for each stream.
 */
final class ScriptedConnection implements Leaving, Accepted {
    private final ScriptedServer server;
    private final int number;
    private final Socket tcp;
    private final @Nullable ServerTls tls;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread player;
    private final Thread reader;
    private volatile @Nullable Conversation conversation; // once it is known in which protocol

    ScriptedConnection(ScriptedServer server, int number, Socket tcp, @Nullable ServerTls tls) {
        this.server = server;
        this.number = number;
        this.tcp = tcp;
        this.tls = tls;
        this.player = thread("player", this::play);
        this.reader = thread("reader", this::read);
    }

    void start() {
        player.start();
    }

    /** Whether the client has closed or reset it, or the server has reset it. */
    @Override
    public boolean isOver() {
        return over.getCount() == 0;
    }

    @Override
    public OptionalInt code() {
        return OptionalInt.empty();
    }

    @Override
    public void abandon() {
        player.interrupt();
        end();
        Conversation running = conversation;
        if (running != null) {
            running.abandon();
        }
    }

    @Override
    public void join() {
        boolean ended = true;
        try {
            player.join(ScriptedServer.PATIENCE.toMillis());
            reader.join(ScriptedServer.PATIENCE.toMillis());
            Conversation running = conversation;
            ended = running == null || running.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended || player.isAlive() || reader.isAlive()) {
            throw new AssertionError(player.getName() + " has not ended");
        }
    }

    private void play() {
        try {
            tcp.setTcpNoDelay(true);
            if (greet()) {
                Conversation next = converse();
                conversation = next;
                next.open();
                reader.start();
                next.play();
                over.await();
            }
        } catch (IOException e) {
            server.note("connection " + number + ": " + e);
        } catch (IllegalStateException e) {
            server.note("connection " + number + ": " + e);
            throw e; // a script that cannot be played: reported by the thread's end as well
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server closes
        } finally {
            end();
        }
    }

    /** Plays what the script has for the moment of acceptance. */
    private boolean greet() throws IOException, InterruptedException {
        Response greeting = server.greeting();
        if (greeting == null || greeting.play(new Http1Wire(new Link(tcp, tcp), this::drain))) {
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

    private Conversation converse() throws IOException {
        Link link = tls == null ? new Link(tcp, tcp) : tls.over(tcp);
        if (ServerTls.isHttp2(link.socket())) {
            return new Http2Conversation(server, number, link);
        }
        return new Http1Conversation(server, link, new ServerOrigin("http/1.1", number, 0, this), over::await);
    }

    private void read() {
        try {
            Conversation running = conversation;
            if (running != null) {
                running.read();
            }
        } catch (IOException | NumberFormatException e) {
            server.note("connection " + number + ": " + e);
        } finally {
            connectionOver();
        }
    }

    private void connectionOver() {
        over.countDown();
        Conversation running = conversation;
        if (running != null) {
            running.over();
        }
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
