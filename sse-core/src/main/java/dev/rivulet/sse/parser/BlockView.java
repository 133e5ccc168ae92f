package dev.rivulet.sse.parser;

import dev.rivulet.sse.EventView;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The event that is being dispatched, over the window of its parser. One a parser, filled anew for each event. */
final class BlockView implements EventView {
    private static final byte[] MESSAGE = {'m', 'e', 's', 's', 'a', 'g', 'e'};

    private static final ByteText NO_ID = new ByteText(); // never set

    private final EventView asReceived = new AsReceived();

    private byte[] array = MESSAGE;
    private int offset;
    private int length;
    private boolean ascii;
    private boolean checked;
    private byte @Nullable [] repaired;
    private byte[] typeArray = MESSAGE;
    private int typeOffset;
    private int typeLength;
    private boolean typeIsText; // and lastTypeText is its String
    private byte[] lastType = MESSAGE; // of lastTypeText
    private String lastTypeText = "message";
    private ByteText id = NO_ID;
    private boolean ownId;

    void data(byte[] bytes, int from, int to, boolean isAscii) {
        // References are stored only where they change: a store costs a collector's barrier.
        if (array != bytes) {
            array = bytes;
        }
        if (repaired != null) {
            repaired = null;
        }
        offset = from;
        length = to - from;
        ascii = isAscii;
        checked = isAscii;
    }

    void type(byte[] bytes, int from, int to) {
        if (typeArray != bytes) {
            typeArray = bytes;
        }
        typeOffset = from;
        typeLength = to - from;
        typeIsText = false;
    }

    void defaultType() {
        type(MESSAGE, 0, MESSAGE.length);
    }

    void id(ByteText lastEventId, boolean own) {
        if (id != lastEventId) {
            id = lastEventId;
        }
        ownId = own;
    }

    @Override
    public String type() {
        if (typeArray == MESSAGE) {
            return "message";
        }
        if (typeLength > TypeCache.LONGEST) {
            return TypeCache.get(typeArray, typeOffset, typeLength); // not kept for as long as the parser is
        }
        if (!typeIsText) {
            typeIsText = true;
            if (!typeEquals(lastType)) {
                lastTypeText = TypeCache.get(typeArray, typeOffset, typeLength);
                lastType = Arrays.copyOfRange(typeArray, typeOffset, typeOffset + typeLength);
            }
        }
        return lastTypeText;
    }

    @Override
    public byte[] typeBytes() {
        return Utf8.wellFormedCopy(typeArray, typeOffset, typeLength);
    }

    @Override
    public boolean typeEquals(byte[] utf8) {
        return Arrays.equals(typeArray, typeOffset, typeOffset + typeLength, utf8, 0, utf8.length);
    }

    /** ASCII takes the one constructor that only copies; it is deprecated because it is wrong for any other text. */
    @Override
    @SuppressWarnings("deprecation")
    public String data() {
        return ascii ? new String(array, 0, offset, length) : Utf8.decode(array, offset, length);
    }

    @Override
    public byte[] array() {
        byte[] replacement = repair();
        return replacement == null ? array : replacement;
    }

    @Override
    public int offset() {
        return repair() == null ? offset : 0;
    }

    @Override
    public int length() {
        byte[] replacement = repair();
        return replacement == null ? length : replacement.length;
    }

    private byte @Nullable [] repair() {
        if (!checked) {
            checked = true;
            if (!Utf8.isWellFormed(array, offset, length)) {
                repaired = Utf8.repaired(array, offset, length);
            }
        }
        return repaired;
    }

    @Override
    public String id() {
        return id.toString();
    }

    @Override
    public byte[] idBytes() {
        return Arrays.copyOf(id.bytes, id.length);
    }

    @Override
    public boolean idEquals(byte[] utf8) {
        return Arrays.equals(id.bytes, 0, id.length, utf8, 0, utf8.length);
    }

    @Override
    public boolean hasId() {
        return ownId;
    }

    @Override
    public EventView asReceived() {
        return asReceived;
    }

    /** The same event, its data unchecked. */
    private final class AsReceived implements EventView {
        @Override
        public byte[] array() {
            return array;
        }

        @Override
        public int offset() {
            return offset;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public String type() {
            return BlockView.this.type();
        }

        @Override
        public boolean typeEquals(byte[] utf8) {
            return BlockView.this.typeEquals(utf8);
        }

        @Override
        public byte[] typeBytes() {
            return BlockView.this.typeBytes();
        }

        @Override
        public String data() {
            return BlockView.this.data();
        }

        @Override
        public String id() {
            return BlockView.this.id();
        }

        @Override
        public byte[] idBytes() {
            return BlockView.this.idBytes();
        }

        @Override
        public boolean idEquals(byte[] utf8) {
            return BlockView.this.idEquals(utf8);
        }

        @Override
        public boolean hasId() {
            return ownId;
        }

        @Override
        public EventView asReceived() {
            return this;
        }
    }
}
