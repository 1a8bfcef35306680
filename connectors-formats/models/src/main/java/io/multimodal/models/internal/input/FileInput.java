// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.input;

import io.multimodal.media.MediaRuntime;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.InputShape;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.MediaFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A column FILE as the first and the last bytes of the file, half of the input each, as Magika
 * takes them: white space before the first and behind the last ones is left out, and what is
 * missing is 256. Reads no more than the two blocks in which these bytes are looked for.
 *
 * @param type of the input's elements, INT32, INT64 or INT16
 * @param length of the input, an even number
 */
public record FileInput(ModelColumn column, ElementType type, int length) implements ColumnInput {
    private static final short PADDING = 256;

    /** A block is so many times as long as what is taken from it. */
    private static final int BLOCK = 4;

    @Override
    public PreparedColumn prepare(Object value, MediaRuntime media)
            throws IOException, InvalidReferenceException {
        ObjectHandle file = media.stores().open(((MediaFile) value).reference());
        int half = length / 2;
        int block = (int) Math.min(file.sizeBytes(), (long) BLOCK * half);
        byte[] first = file.read(0, block);
        byte[] last =
                block == file.sizeBytes() ? first : file.read(file.sizeBytes() - block, block);
        short[] bytes = new short[length];
        Arrays.fill(bytes, PADDING);
        int from = 0;
        while (from < block && isSpace(first[from])) {
            from++;
        }
        for (int i = 0; i < Math.min(half, block - from); i++) {
            bytes[i] = (short) (first[from + i] & 0xff);
        }
        int to = block;
        while (to > 0 && isSpace(last[to - 1])) {
            to--;
        }
        int count = Math.min(half, to);
        for (int i = 0; i < count; i++) {
            bytes[length - count + i] = (short) (last[to - count + i] & 0xff);
        }
        return new NumberInput.PreparedNumbers(shapes().get(0), Numbers.of(bytes));
    }

    /** What Python's {@code bytes.strip} takes for white space. */
    private static boolean isSpace(byte value) {
        return value == ' ' || (value >= '\t' && value <= '\r');
    }

    @Override
    public List<List<InputShape>> shapes() {
        return List.of(List.of(new InputShape(type, List.of(length))));
    }

    @Override
    public String identity() {
        return "FILE as the first and last %d bytes".formatted(length / 2);
    }
}
