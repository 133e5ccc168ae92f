package dev.rivulet.sse.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal would show of all that was written to it, as far as the command line uses its abilities. */
final class Screen extends OutputStream {
    private static final Pattern PART = Pattern.compile("\u001b\\[([?0-9;]*)([A-Za-z])|[\r\n]|[^\r\n\u001b]+");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int b) {
        written.write(b);
    }

    synchronized void writeBytes(byte[] bytes, int offset, int length) {
        written.write(bytes, offset, length);
    }

    synchronized String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    /** The lines; the last one is that of the cursor. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        var line = new StringBuilder();
        int column = 0;
        Matcher part = PART.matcher(written());
        while (part.find()) {
            String text = part.group();
            if (text.equals("\n")) {
                lines.add(line.toString());
                line.setLength(0);
                column = 0;
            } else if (text.equals("\r")) {
                column = 0;
            } else if (part.group(2) == null) {
                line.replace(column, Math.min(line.length(), column + text.length()), text);
                column += text.length();
            } else if (part.group(2).equals("K")) {
                line.setLength(Math.min(line.length(), column));
            } else if (!"mlh".contains(part.group(2))) {
                throw new AssertionError("not known here: " + text.substring(1));
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
