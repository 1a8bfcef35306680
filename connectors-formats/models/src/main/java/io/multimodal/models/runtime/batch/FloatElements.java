// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.batch;

import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Converts floats to the element type of a model's input. Integers are rounded to the nearest
 * value, and numbers beyond their range become the least or the greatest one.
 */
public final class FloatElements {
    private static final int PIECE = 1 << 13;

    private FloatElements() {}

    /**
     * Writes all floats, in the byte order of the target. Piece by piece through arrays, whose
     * loops Java compiles well: a batch has millions.
     *
     * @param rows its position stays
     * @param dtype as signatures spell it
     * @param target its position moves behind the last element
     * @throws IllegalStateException if no column can be an input of this type
     */
    public static void write(FloatBuffer rows, String dtype, ByteBuffer target) {
        FloatBuffer source = rows.duplicate();
        if (dtype.equals("FLOAT")) {
            int bytes = source.remaining() * Float.BYTES;
            target.asFloatBuffer().put(source);
            target.position(target.position() + bytes);
            return;
        }
        float[] values = new float[Math.min(PIECE, source.remaining())];
        while (source.hasRemaining()) {
            int count = Math.min(values.length, source.remaining());
            source.get(values, 0, count);
            switch (dtype) {
                case "FLOAT16" -> halves(values, count, target);
                case "UINT8" -> bytes(values, count, 0, 255, target);
                case "INT8" -> bytes(values, count, Byte.MIN_VALUE, Byte.MAX_VALUE, target);
                default -> each(values, count, dtype, target);
            }
        }
    }

    private static void halves(float[] values, int count, ByteBuffer target) {
        short[] halves = new short[count];
        for (int i = 0; i < count; i++) {
            halves[i] = Fp16Conversions.floatToFp16(values[i]);
        }
        target.asShortBuffer().put(halves);
        target.position(target.position() + count * Short.BYTES);
    }

    private static void bytes(float[] values, int count, int least, int most, ByteBuffer target) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) within(values[i], least, most);
        }
        target.put(bytes);
    }

    private static void each(float[] values, int count, String dtype, ByteBuffer target) {
        for (int i = 0; i < count; i++) {
            float value = values[i];
            switch (dtype) {
                case "DOUBLE" -> target.putDouble(value);
                case "INT16" ->
                        target.putShort((short) within(value, Short.MIN_VALUE, Short.MAX_VALUE));
                case "INT32" -> target.putInt(Math.round(value));
                case "INT64" -> target.putLong(Math.round((double) value));
                case "BOOL" -> target.put((byte) (value == 0 ? 0 : 1));
                default -> throw new IllegalStateException("No input is made of type " + dtype);
            }
        }
    }

    private static int within(float value, int least, int most) {
        return Math.max(least, Math.min(most, Math.round(value)));
    }
}
