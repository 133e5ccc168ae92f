package dev.rivulet.sse.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Writes a response to a wire, and keeps in words what was written. Played on one thread, read on any. */
final class SentParts implements Wire {
    private static final int SHOWN = 60;
    private static final int LONGEST = 2_000;

    private final Wire wire;
    private final StringBuilder parts = new StringBuilder();
    private long bodyBytes;
    private long cutAt = Long.MAX_VALUE;

    SentParts(Wire wire) {
        this.wire = wire;
    }

    @Override
    public synchronized String toString() {
        return parts.isEmpty() ? "nothing" : parts + (bodyBytes == 0 ? "" : ", " + bodyBytes + " bytes of body in all");
    }

    @Override
    public boolean isOpen() {
        return wire.isOpen();
    }

    @Override
    public void begin() {
        wire.begin();
    }

    @Override
    public boolean interim(int status, List<String> headerLines) throws IOException, InterruptedException {
        add("interim " + status);
        return wire.interim(status, headerLines);
    }

    @Override
    public boolean head(Head head, boolean alone) throws IOException, InterruptedException {
        add("\"" + head.statusLine() + "\"");
        return wire.head(head, alone);
    }

    @Override
    public boolean raw(byte[] bytes) throws IOException, InterruptedException {
        add(bytes.length + " bytes as they are " + shown(bytes));
        return wire.raw(bytes);
    }

    @Override
    public boolean body(byte[] bytes) throws IOException, InterruptedException {
        count(bytes);
        return wire.body(bytes);
    }

    @Override
    public boolean cutAfter(long bodyBytes, boolean reset) {
        add((reset ? "(to be reset" : "(to be cut") + " after byte " + bodyBytes + " of the body)");
        cutAt(bodyBytes);
        return wire.cutAfter(bodyBytes, reset);
    }

    @Override
    public boolean complete(Head head) throws IOException, InterruptedException {
        add("the end of the body");
        return wire.complete(head);
    }

    @Override
    public boolean close() throws IOException {
        add("the end of the connection");
        return wire.close();
    }

    @Override
    public boolean fin() throws IOException {
        add("FIN");
        return wire.fin();
    }

    @Override
    public boolean hang() throws IOException, InterruptedException {
        add("then nothing");
        return wire.hang();
    }

    @Override
    public boolean reset() throws IOException {
        add("RST");
        return wire.reset();
    }

    @Override
    public boolean resetStream(int errorCode) throws IOException {
        add("RST_STREAM " + errorCode);
        return wire.resetStream(errorCode);
    }

    @Override
    public boolean goAway(IntUnaryOperator lastStream, int errorCode) throws IOException {
        add("GOAWAY " + errorCode);
        return wire.goAway(lastStream, errorCode);
    }

    @Override
    public boolean frame(int type, int flags, byte[] payload) throws IOException, InterruptedException {
        add("a frame of type " + type + " with " + payload.length + " bytes");
        return wire.frame(type, flags, payload);
    }

    @Override
    public boolean closeConnection(int transportError) {
        add("CONNECTION_CLOSE " + transportError);
        return wire.closeConnection(transportError);
    }

    @Override
    public boolean stopSending(int errorCode) {
        add("STOP_SENDING " + errorCode);
        return wire.stopSending(errorCode);
    }

    private synchronized void count(byte[] bytes) {
        if (bodyBytes == 0) {
            add("a body that begins with " + shown(bytes));
        }
        bodyBytes = Math.min(bodyBytes + bytes.length, cutAt);
    }

    private synchronized void cutAt(long byteOfBody) {
        cutAt = byteOfBody;
    }

    private synchronized void add(String part) {
        if (parts.length() < LONGEST) {
            parts.append(parts.isEmpty() ? "" : ", ").append(part);
        } else if (parts.charAt(parts.length() - 1) != '…') {
            parts.append(" …");
        }
    }

    private static String shown(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, SHOWN), StandardCharsets.ISO_8859_1);
        var line = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                default -> line.append(c < ' ' || c > '~' ? "." : (char) c);
            }
        });
        return line.append(bytes.length > SHOWN ? "\"…" : "\"").toString();
    }
}
