package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.FakeExchange;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Plays the moves of the server and the network. */
final class Player {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final World world;

    Player(World world) {
        this.world = world;
    }

    void play(Move move) {
        if (move instanceof Move.Publish publish) {
            publish.blocks().forEach(this::publish);
        } else if (move instanceof Move.Restart) {
            world.server.restart();
        } else if (move instanceof Move.Answer answer) {
            answer(world.network.last(), answer.reply());
        } else if (move instanceof Move.AnswerInside inside) {
            world.network.inside.add(line -> answerInside(line, inside));
        } else if (move instanceof Move.Send send) {
            send(world.network.last(), send);
        } else if (move instanceof Move.EndBurst) {
            endBurst(world.network.last());
        } else if (move instanceof Move.Flood flood) {
            flood(world.network.last(), flood);
        } else if (move instanceof Move.Finish finish) {
            finish(world.network.last(), finish.end());
        } else if (move instanceof Move.Advance advance) {
            world.advance(advance.time(), false);
        } else if (move instanceof Move.Work work) {
            world.work(work.tasks());
        } else if (move instanceof Move.Lose lose) {
            world.tasks.loseNext(lose.tasks());
        } else if (move instanceof Move.Handling handling) {
            world.handling(handling.time());
        } else if (move instanceof Move.Request request) {
            world.request(request.events());
        } else if (move instanceof Move.Acknowledge acknowledge) {
            world.acknowledge(acknowledge.which());
        } else if (move instanceof Move.Now now) {
            world.act(now.act());
        } else if (move instanceof Move.InEvent in) {
            world.watch.planInEvent(in.after(), in.act());
        } else if (move instanceof Move.InState in) {
            world.watch.planInState(in.after(), in.act());
        }
    }

    private void publish(Block block) {
        Entry entry = world.server.publish(block);
        Line line = world.network.last();
        if (line != null) {
            line.write(entry);
        }
    }

    private void answerInside(Line line, Move.AnswerInside inside) {
        if (inside.reply() != null) {
            answer(line, inside.reply());
        }
        FakeExchange live = line.live();
        Body body = line.body();
        if (live != null && body != null) {
            live.bytes(body.take(inside.bytes()));
        }
        finish(line, inside.end());
    }

    private void answer(@Nullable Line line, Reply reply) {
        FakeExchange live = line == null ? null : line.live();
        if (line == null || live == null || line.reply() != null) {
            return;
        }
        if (reply instanceof Reply.Other other) {
            other(line, live, other);
        } else if (reply instanceof Reply.Stream stream) {
            line.replied(stream, Waiting.of(Reply.Wait.NOTHING, world.time.now()));
            open(line, live, stream);
        }
    }

    private void other(Line line, FakeExchange live, Reply.Other other) {
        Waiting waiting = Waiting.of(other.asks(), world.time.now());
        line.replied(other, waiting);
        Headers headers = waiting.headers();
        String location = switch (other.leads()) {
            case NOWHERE -> null;
            case SAME_ORIGIN -> "/moved?to=1";
            case ELSEWHERE -> "https://mirror.example/stream";
            case GARBAGE -> "http://[";
            case PLAIN_TEXT -> "http://news.example/stream";
        };
        if (location != null) {
            headers = headers.add("Location", location);
        }
        live.head(other.status(), other.status() == 200 ? headers.add("Content-Type", "text/html") : headers);
        live.bytes("no");
        if (other.ends()) {
            live.end();
        }
    }

    private void open(Line line, FakeExchange live, Reply.Stream stream) {
        line.openBody(stream.gzip());
        Body body = line.body();
        if (stream.mark() && body != null) {
            body.write(MARK);
        }
        world.server.opened(line.request.headers().first("Last-Event-ID")).forEach(line::write);
        Headers headers = Headers.none().add("Content-Type", "text/event-stream; charset=utf-8");
        live.head(200, stream.gzip() ? headers.add("Content-Encoding", "gzip") : headers);
    }

    private void send(@Nullable Line line, Move.Send send) {
        FakeExchange live = line == null ? null : line.live();
        Body body = line == null ? null : line.body();
        if (live == null || body == null) {
            return;
        }
        if (send.parts() == 0) {
            boolean may = live.hasCredit()
                    && live.waiting() == 0
                    && world.setup.timeouts().firstEvent().isZero();
            if (may) {
                live.part(body.take(send.bytes()));
            }
        } else {
            live.bytes(cut(body.take(send.bytes()), send.parts()));
        }
    }

    private static byte[][] cut(byte[] bytes, int parts) {
        byte[][] made = new byte[parts][];
        for (int i = 0; i < parts; i++) {
            made[i] = Arrays.copyOfRange(bytes, bytes.length * i / parts, bytes.length * (i + 1) / parts);
        }
        return made;
    }

    private void endBurst(@Nullable Line line) {
        FakeExchange live = line == null ? null : line.live();
        if (live != null && live.hasCredit() && live.waiting() == 0) {
            live.burstEnd();
        }
    }

    private void flood(@Nullable Line line, Move.Flood flood) {
        FakeExchange live = line == null ? null : line.live();
        Body body = line == null ? null : line.body();
        if (live == null || body == null) {
            return;
        }
        int[] left = {flood.bursts()};
        live.onRead(reading -> {
            if (left[0]-- > 0) {
                reading.bytes(body.take(flood.bytes()));
            }
        });
        live.bytes(body.take(flood.bytes()));
    }

    private void finish(@Nullable Line line, Move.End end) {
        FakeExchange live = line == null ? null : line.live();
        if (line == null || live == null || end.isNone()) {
            return;
        }
        Phase phase = end.failure();
        boolean answered = line.reply() != null;
        if (phase != null) {
            boolean inBody = phase == Phase.BODY;
            live.failed(answered ? Phase.BODY : inBody ? Phase.HEAD : phase, cause(phase, end.fatal()));
        } else if (!answered) {
            live.failed(Phase.HEAD, new EOFException());
        } else {
            complete(line, live);
        }
    }

    private static void complete(Line line, FakeExchange live) {
        Body body = line.body();
        if (body != null && body.rest() == 0) {
            body.finish();
            live.bytes(body.take(Integer.MAX_VALUE));
        }
        live.end();
    }

    private static Exception cause(Phase phase, boolean fatal) {
        return switch (phase) {
            case TLS -> fatal ? new SSLHandshakeException("bad certificate") : new EOFException();
            case SEND -> fatal ? new IllegalArgumentException("bad header") : new IOException("reset");
            default -> new IOException("reset");
        };
    }
}
