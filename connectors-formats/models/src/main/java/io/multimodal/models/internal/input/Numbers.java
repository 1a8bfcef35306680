// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.input;

import io.multimodal.media.tensor.TensorData;
import io.multimodal.models.spi.ElementType;
import io.multimodal.types.DType;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/**
 * Numbers of one kind, to be written as the elements of an input.
 *
 * @param size how many there are
 * @param kind what they are
 * @param number one of them as a double
 * @param integer one of them as a long; of floating numbers it is not called
 * @param same their bytes where they are of this type, little-endian; null where they are not at
 *     hand
 */
record Numbers(
        int size,
        NumberKind kind,
        IntToDoubleFunction number,
        IntToLongFunction integer,
        SameType same) {
    /** The elements as the bytes of one type. */
    record SameType(ElementType type, ByteBuffer elements) {}

    /**
     * @param value a boxed number or Boolean, or an array of a primitive type
     */
    static Numbers of(Object value) {
        if (value instanceof float[] floats) {
            return floating(floats.length, i -> floats[i]);
        } else if (value instanceof double[] doubles) {
            return floating(doubles.length, i -> doubles[i]);
        } else if (value instanceof int[] ints) {
            return integers(ints.length, i -> ints[i]);
        } else if (value instanceof long[] longs) {
            return integers(longs.length, i -> longs[i]);
        } else if (value instanceof short[] shorts) {
            return integers(shorts.length, i -> shorts[i]);
        } else if (value instanceof byte[] bytes) {
            return integers(bytes.length, i -> bytes[i]);
        } else if (value instanceof boolean[] truths) {
            return truths(truths.length, i -> truths[i] ? 1 : 0);
        } else if (value instanceof Boolean truth) {
            return truths(1, i -> truth ? 1 : 0);
        } else if (value instanceof Float || value instanceof Double) {
            return floating(1, i -> ((Number) value).doubleValue());
        }
        return integers(1, i -> ((Number) value).longValue());
    }

    /** The elements of a tensor. */
    static Numbers of(TensorData tensor) {
        NumberKind kind = NumberKind.of(tensor.dtype());
        return new Numbers(
                tensor.size(),
                kind,
                tensor::get,
                tensor::getLong,
                sameType(tensor.dtype()) == null
                        ? null
                        : new SameType(sameType(tensor.dtype()), tensor.elements()));
    }

    private static ElementType sameType(DType dtype) {
        return switch (dtype) {
            case BOOL -> ElementType.BOOL;
            case UINT8 -> ElementType.UINT8;
            case INT8 -> ElementType.INT8;
            case INT16 -> ElementType.INT16;
            case INT32 -> ElementType.INT32;
            case INT64 -> ElementType.INT64;
            case FLOAT32 -> ElementType.FLOAT;
            case FLOAT64 -> ElementType.DOUBLE;
            case UINT16, UINT32, UINT64, FLOAT16, BFLOAT16 -> null;
        };
    }

    private static Numbers floating(int size, IntToDoubleFunction number) {
        return new Numbers(
                size, NumberKind.FLOATING, number, i -> (long) number.applyAsDouble(i), null);
    }

    private static Numbers integers(int size, IntToLongFunction integer) {
        return new Numbers(size, NumberKind.INTEGER, integer::applyAsLong, integer, null);
    }

    private static Numbers truths(int size, IntToLongFunction integer) {
        return new Numbers(size, NumberKind.BOOLEAN, integer::applyAsLong, integer, null);
    }

    /**
     * Writes all.
     *
     * @param target of as many elements
     * @throws MediaException REFUSED if an integer is beyond the range of the type
     */
    void write(ElementType type, ByteBuffer target) throws MediaException {
        if (same != null
                && same.type == type
                && (type.bytes() == 1 || ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN)) {
            target.put(same.elements.duplicate());
            return;
        }
        for (int i = 0; i < size; i++) {
            switch (type) {
                case FLOAT -> target.putFloat((float) number.applyAsDouble(i));
                case DOUBLE -> target.putDouble(number.applyAsDouble(i));
                case INT64 -> target.putLong(within(i, Long.MIN_VALUE, Long.MAX_VALUE, type));
                case INT32 ->
                        target.putInt((int) within(i, Integer.MIN_VALUE, Integer.MAX_VALUE, type));
                case INT16 ->
                        target.putShort((short) within(i, Short.MIN_VALUE, Short.MAX_VALUE, type));
                case INT8 -> target.put((byte) within(i, Byte.MIN_VALUE, Byte.MAX_VALUE, type));
                case UINT8 -> target.put((byte) within(i, 0, 255, type));
                case BOOL -> target.put((byte) within(i, 0, 1, type));
                case STRING -> throw new IllegalStateException("Numbers are not strings");
            }
        }
    }

    private long within(int index, long least, long most, ElementType type) throws MediaException {
        long value = integer.applyAsLong(index);
        if (value < least || value > most) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "Element %d is %d, and the model's input holds %s, from %d to %d"
                            .formatted(index + 1, value, type, least, most));
        }
        return value;
    }
}
