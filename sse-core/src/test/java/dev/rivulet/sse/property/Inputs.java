package dev.rivulet.sse.property;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** What a property draws its inputs from. Of each method, the simplest result comes first or is the smallest. */
public final class Inputs {
    private final Choices choices;
    private final List<String> notes = new ArrayList<>();

    Inputs(Choices choices) {
        this.choices = choices;
    }

    /** Names a value in the report of a failure. */
    public <T> T note(String name, T value) {
        notes.add(name + " = " + shown(value));
        return value;
    }

    List<String> notes() {
        return notes;
    }

    /** At least 0 and less than the bound, each equally often. */
    public int below(int bound) {
        return (int) choices.next(bound, choices.random().nextInt(bound));
    }

    /** Both included. The limits and zero's neighbours come more often than others. */
    public int between(int min, int max) {
        long range = (long) max - min + 1;
        long fresh = switch (choices.random().nextInt(16)) {
            case 0 -> 0;
            case 1 -> range - 1;
            case 2 -> Math.min(1, range - 1);
            default -> choices.random().nextLong(range);
        };
        return (int) (min + choices.next(range, fresh));
    }

    public long anyLong() {
        long high = choices.next(1L << 32, choices.random().nextLong(1L << 32));
        return high << 32 | choices.next(1L << 32, choices.random().nextLong(1L << 32));
    }

    /** True once in so many times. */
    public boolean oneIn(int times) {
        return choices.next(2, choices.random().nextInt(times) == 0 ? 1 : 0) == 1;
    }

    public <T> T of(List<T> values) {
        return values.get(below(values.size()));
    }

    /** Most of them are short. */
    public <T> List<T> list(int atMost, Supplier<T> element) {
        var list = new ArrayList<T>();
        repeat(atMost, () -> list.add(element.get()));
        return list;
    }

    /** Any bytes; controls and ASCII come more often than others. */
    public byte[] bytes(int atMost) {
        return bytes(atMost, this::anyByte);
    }

    public byte[] bytes(int atMost, IntSupplier each) {
        var bytes = new ByteArrayOutputStream();
        repeat(atMost, () -> bytes.write(each.getAsInt()));
        return bytes.toByteArray();
    }

    /** Any code points, unpaired surrogates too. */
    public String text(int atMost) {
        var text = new StringBuilder();
        repeat(atMost, () -> text.appendCodePoint(oneIn(2) ? between(0, Character.MAX_CODE_POINT) : anyByte()));
        return text.toString();
    }

    public int anyByte() {
        int fresh = choices.random()
                .nextInt(
                        switch (choices.random().nextInt(4)) {
                            case 0 -> 16;
                            case 1 -> 128;
                            default -> 256;
                        });
        return (int) choices.next(256, fresh);
    }

    /** A choice before each element says that there is one, so an element is removed with all that it was made from. */
    private void repeat(int atMost, Runnable element) {
        int longest = choices.random().nextInt(4) == 0 ? atMost : atMost / 4;
        int size = choices.random().nextInt(longest + 1);
        for (int i = 0; i < atMost && choices.next(2, i < size ? 1 : 0) == 1; i++) {
            element.run();
        }
    }

    private static String shown(Object value) {
        if (value instanceof byte[] bytes) {
            return escaped(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        return value instanceof int[] ints ? Arrays.toString(ints) : escaped(String.valueOf(value));
    }

    private static String escaped(String text) {
        var out = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\\' -> out.append("\\\\");
                default -> out.append(c >= ' ' && c <= '~' ? String.valueOf(c) : String.format(hex(c), (int) c));
            }
        }
        return out.toString();
    }

    private static String hex(char c) {
        return c < 0x100 ? "\\x%02x" : "\\u%04x";
    }
}
