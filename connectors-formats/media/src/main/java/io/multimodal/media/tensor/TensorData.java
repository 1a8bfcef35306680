// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor;

import io.multimodal.annotation.Public;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.types.DType;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A tensor in memory: its header and elements, as the bytes of its object. Its size is at most 2
 * GiB; larger tensors are read in parts. Thread-safe, unless somebody writes to it.
 */
@Public
public final class TensorData {
    private final NpyHeader header;
    private final byte[] object;
    private final ByteBuffer elements;

    private TensorData(NpyHeader header, byte[] object) {
        this.header = header;
        this.object = object;
        this.elements =
                ByteBuffer.wrap(object, header.dataOffset(), object.length - header.dataOffset())
                        .slice()
                        .order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The tensor with this object. If its elements are not in the plain order, they are copied to
     * that order. Does not block.
     *
     * @param object all bytes of the object; not copied if its elements are in the plain order
     * @throws MediaException if it is not a tensor
     */
    public static TensorData read(byte[] object) throws IOException {
        NpyHeader header = NpyHeader.read(new ArrayHandle(object));
        if (header.order().equals(TensorOrder.PLAIN)) {
            return new TensorData(header, object);
        }
        TensorData plain = zeros(header.dtype(), header.shape());
        ByteBuffer stored =
                ByteBuffer.wrap(object, header.dataOffset(), object.length - header.dataOffset());
        plain.fill(header.order(), stored.slice());
        return plain;
    }

    /** Sets all elements to those of a buffer in the given order. */
    public void fill(TensorOrder order, ByteBuffer stored) {
        order.copy(stored, dtype().bytes(), shape(), elements());
    }

    /**
     * A tensor of zeros.
     *
     * @throws IllegalArgumentException if it would take more than 2 GiB
     */
    public static TensorData zeros(DType dtype, long... shape) {
        NpyHeader header = NpyHeader.of(dtype, shape);
        if (header.objectBytes() > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "A tensor in memory has less than 2 GiB; %s of shape %s would have %d bytes"
                            .formatted(dtype, Arrays.toString(shape), header.objectBytes()));
        }
        byte[] object = new byte[(int) header.objectBytes()];
        byte[] head = header.encode();
        System.arraycopy(head, 0, object, 0, head.length);
        return new TensorData(header, object);
    }

    /** A tensor of float32; the values are copied. */
    public static TensorData of(float[] values, long... shape) {
        TensorData tensor = zeros(DType.FLOAT32, shape);
        tensor.floats().put(values);
        return tensor;
    }

    /** The element type. */
    public DType dtype() {
        return header.dtype();
    }

    /** A copy of the lengths of the dimensions, the slowest first. */
    public long[] shape() {
        return header.shape();
    }

    /** The number of elements. */
    public int size() {
        return (int) header.elements();
    }

    /** The object's bytes, not a copy. */
    public byte[] object() {
        return object;
    }

    /** The elements, little-endian, from 0 to the limit; a view. */
    public ByteBuffer elements() {
        return elements.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The elements of a float32 tensor; a view. */
    public FloatBuffer floats() {
        return elements().asFloatBuffer();
    }

    /**
     * The same elements, not copied, in another shape.
     *
     * @throws IllegalArgumentException if the shape has another number of elements
     */
    public TensorData reshaped(long... shape) {
        TensorData result = zeros(dtype(), shape);
        result.elements().put(elements());
        return result;
    }

    /**
     * An element as a number; for 64-bit integers beyond 2^53 the nearest double.
     *
     * @param i the index of the element, from 0
     */
    public double get(int i) {
        return switch (dtype()) {
            case BOOL, UINT8 -> elements.get(i) & 0xff;
            case INT8 -> elements.get(i);
            case UINT16 -> elements.getShort(2 * i) & 0xffff;
            case INT16 -> elements.getShort(2 * i);
            case UINT32 -> elements.getInt(4 * i) & 0xffffffffL;
            case INT32 -> elements.getInt(4 * i);
            case INT64 -> elements.getLong(8 * i);
            case UINT64 -> unsigned(elements.getLong(8 * i));
            case FLOAT16 -> Float16.ofHalf(elements.getShort(2 * i));
            case BFLOAT16 -> Float16.ofBrain(elements.getShort(2 * i));
            case FLOAT32 -> elements.getFloat(4 * i);
            case FLOAT64 -> elements.getDouble(8 * i);
        };
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0;
    }

    /** Sets an element, as a cast in C does: fractions are truncated, and integers wrap. */
    public void set(int i, double value) {
        switch (dtype()) {
            case BOOL -> elements.put(i, (byte) (value != 0 ? 1 : 0));
            case UINT8, INT8 -> elements.put(i, (byte) (long) value);
            case UINT16, INT16 -> elements.putShort(2 * i, (short) (long) value);
            case UINT32, INT32 -> elements.putInt(4 * i, (int) (long) value);
            case INT64 -> elements.putLong(8 * i, (long) value);
            case UINT64 ->
                    elements.putLong(
                            8 * i,
                            value >= 0x1p63
                                    ? (long) (value - 0x1p63) ^ Long.MIN_VALUE
                                    : (long) value);
            case FLOAT16 -> elements.putShort(2 * i, Float16.toHalf((float) value));
            case BFLOAT16 -> elements.putShort(2 * i, Float16.toBrain((float) value));
            case FLOAT32 -> elements.putFloat(4 * i, (float) value);
            case FLOAT64 -> elements.putDouble(8 * i, value);
        }
    }

    /** An element of an integer type, exactly; the 64 bits of a UINT64. */
    public long getLong(int i) {
        return switch (dtype()) {
            case INT64, UINT64 -> elements.getLong(8 * i);
            default -> (long) get(i);
        };
    }

    /** Sets an element of an integer type; a value out of range wraps. */
    public void setLong(int i, long value) {
        switch (dtype()) {
            case INT64, UINT64 -> elements.putLong(8 * i, value);
            case UINT32, INT32 -> elements.putInt(4 * i, (int) value);
            case UINT16, INT16 -> elements.putShort(2 * i, (short) value);
            default -> elements.put(i, (byte) value);
        }
    }
}
