package dev.rivulet.sse.simd;

import dev.rivulet.sse.spi.TextScanner;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Compares as many bytes at once as a register of this processor holds. */
final class VectorScanner implements TextScanner {
    static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;

    private static final int LENGTH = SPECIES.length();
    private static final byte FOURTEEN = 14;

    /** A byte that is not ASCII is negative, and so below 14 as well. */
    @Override
    public int textEnd(byte[] bytes, int from, int to) {
        int last = Math.min(to - 1, bytes.length - LENGTH);
        int at = from;
        for (; at <= last; at += LENGTH) {
            VectorMask<Byte> ends = ByteVector.fromArray(SPECIES, bytes, at).compare(VectorOperators.LT, FOURTEEN);
            if (ends.anyTrue()) {
                return Math.min(to, at + ends.firstTrue());
            }
        }
        return Math.min(at, to);
    }

    @Override
    public int controlEnd(byte[] bytes, int from, int to) {
        int last = Math.min(to - 1, bytes.length - LENGTH);
        int at = from;
        for (; at <= last; at += LENGTH) {
            ByteVector block = ByteVector.fromArray(SPECIES, bytes, at);
            VectorMask<Byte> ends =
                    block.compare(VectorOperators.LT, FOURTEEN).and(block.compare(VectorOperators.GE, (byte) 0));
            if (ends.anyTrue()) {
                return Math.min(to, at + ends.firstTrue());
            }
        }
        return Math.min(at, to);
    }
}
