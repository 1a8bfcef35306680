// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;

/** The element types of the protocol that columns have. */
public enum Datatype {
    BOOL(boolean.class, 1),
    INT8(byte.class, Byte.BYTES),
    INT16(short.class, Short.BYTES),
    INT32(int.class, Integer.BYTES),
    INT64(long.class, Long.BYTES),
    FP32(float.class, Float.BYTES),
    FP64(double.class, Double.BYTES),
    /** Texts and references; each has its length in four bytes before it. */
    BYTES(byte[].class, Integer.BYTES);

    private final Class<?> element;
    private final int leastBytes;

    Datatype(Class<?> element, int leastBytes) {
        this.element = element;
        this.leastBytes = leastBytes;
    }

    /**
     * The type of a number, BOOLEAN or STRING of SQL, or of an ARRAY of these; empty for others.
     */
    public static Optional<Datatype> of(LogicalType type) {
        LogicalType element = type instanceof ArrayType array ? array.getElementType() : type;
        return Optional.ofNullable(
                switch (element.getTypeRoot()) {
                    case BOOLEAN -> BOOL;
                    case TINYINT -> INT8;
                    case SMALLINT -> INT16;
                    case INTEGER -> INT32;
                    case BIGINT -> INT64;
                    case FLOAT -> FP32;
                    case DOUBLE -> FP64;
                    case CHAR, VARCHAR -> BYTES;
                    default -> null;
                });
    }

    /**
     * So many elements as an array of the primitive type, or of byte[].
     *
     * @param bytes little-endian; all of them are read
     */
    Object read(ByteBuffer bytes, int count, String tensor) throws RefusedRequestException {
        if (bytes.remaining() < (long) count * leastBytes
                || (this != BYTES && bytes.remaining() != (long) count * leastBytes)) {
            throw RefusedRequestException.bad(
                    "The input '%s' has %d bytes behind the JSON, and %d elements of %s have %s%d"
                            .formatted(
                                    tensor,
                                    bytes.remaining(),
                                    count,
                                    this,
                                    this == BYTES ? "at least " : "",
                                    (long) count * leastBytes));
        }
        Object elements = Array.newInstance(element, count);
        for (int i = 0; i < count; i++) {
            Array.set(elements, i, next(bytes, tensor));
        }
        if (bytes.hasRemaining()) {
            throw RefusedRequestException.bad(
                    "The input '%s' has %d bytes behind its last element"
                            .formatted(tensor, bytes.remaining()));
        }
        return elements;
    }

    private Object next(ByteBuffer bytes, String tensor) throws RefusedRequestException {
        return switch (this) {
            case BOOL -> bytes.get() != 0;
            case INT8 -> bytes.get();
            case INT16 -> bytes.getShort();
            case INT32 -> bytes.getInt();
            case INT64 -> bytes.getLong();
            case FP32 -> bytes.getFloat();
            case FP64 -> bytes.getDouble();
            case BYTES -> {
                int length = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
                if (length < 0 || length > bytes.remaining()) {
                    throw RefusedRequestException.bad(
                            "The bytes of the input '%s' end before its last element"
                                    .formatted(tensor));
                }
                byte[] value = new byte[length];
                bytes.get(value);
                yield value;
            }
        };
    }

    /** Elements of JSON, as {@link #read(ByteBuffer, int, String)} gives them. */
    Object read(List<JsonNode> values, String tensor) throws RefusedRequestException {
        Object elements = Array.newInstance(element, values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(elements, i, value(values.get(i), tensor));
        }
        return elements;
    }

    private Object value(JsonNode json, String tensor) throws RefusedRequestException {
        boolean fits =
                switch (this) {
                    case BOOL -> json.isBoolean();
                    case BYTES -> json.isTextual();
                    case FP32, FP64 -> json.isNumber() || isNotFinite(json);
                    case INT8 -> isWhole(json, Byte.MIN_VALUE, Byte.MAX_VALUE);
                    case INT16 -> isWhole(json, Short.MIN_VALUE, Short.MAX_VALUE);
                    case INT32 -> isWhole(json, Integer.MIN_VALUE, Integer.MAX_VALUE);
                    case INT64 -> isWhole(json, Long.MIN_VALUE, Long.MAX_VALUE);
                };
        if (!fits) {
            String text = json.toString();
            throw RefusedRequestException.bad(
                    "The input '%s' has the element %s, which is no %s"
                            .formatted(
                                    tensor,
                                    text.length() > 40 ? text.substring(0, 40) + "…" : text,
                                    this));
        }
        return switch (this) {
            case BOOL -> json.booleanValue();
            case INT8 -> (byte) json.intValue();
            case INT16 -> (short) json.intValue();
            case INT32 -> json.intValue();
            case INT64 -> json.longValue();
            case FP32 -> json.isNumber() ? json.floatValue() : Float.parseFloat(json.textValue());
            case FP64 ->
                    json.isNumber() ? json.doubleValue() : Double.parseDouble(json.textValue());
            case BYTES -> json.textValue().getBytes(UTF_8);
        };
    }

    private static boolean isNotFinite(JsonNode json) {
        return json.isTextual() && json.textValue().matches("NaN|-?Infinity");
    }

    private static boolean isWhole(JsonNode json, long min, long max) {
        return json.isIntegralNumber()
                && json.canConvertToLong()
                && json.longValue() >= min
                && json.longValue() <= max;
    }

    /** How many bytes an element has behind the JSON. */
    int size(Object value) {
        return this == BYTES ? Integer.BYTES + ((byte[]) value).length : leastBytes;
    }

    /** Writes an element, boxed, behind the JSON. */
    void put(Object value, ByteBuffer to) {
        switch (this) {
            case BOOL -> to.put((byte) ((Boolean) value ? 1 : 0));
            case INT8 -> to.put((Byte) value);
            case INT16 -> to.putShort((Short) value);
            case INT32 -> to.putInt((Integer) value);
            case INT64 -> to.putLong((Long) value);
            case FP32 -> to.putFloat((Float) value);
            case FP64 -> to.putDouble((Double) value);
            case BYTES -> to.putInt(((byte[]) value).length).put((byte[]) value);
        }
    }

    /** Adds an element, boxed, to JSON. */
    void add(Object value, ArrayNode to) {
        switch (this) {
            case BOOL -> to.add((Boolean) value);
            case INT8 -> to.add((Byte) value);
            case INT16 -> to.add((Short) value);
            case INT32 -> to.add((Integer) value);
            case INT64 -> to.add((Long) value);
            case FP32 -> to.add((Float) value);
            case FP64 -> to.add((Double) value);
            case BYTES -> to.add(new String((byte[]) value, UTF_8));
        }
    }
}
