// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.models.spi.ModelColumn;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.signing.SignedReferenceCodec;
import io.multimodal.types.DeclaredType;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;

/**
 * One input column as a tensor: a row has one element, or a number of them for an ARRAY. A medium
 * is an element of BYTES with its reference, as text or in binary form. Immutable and thread-safe.
 *
 * @param column that is declared
 * @param media empty if the column is not multimodal
 * @param datatype of the elements
 */
record InputColumn(ModelColumn column, Optional<DeclaredType> media, Datatype datatype) {
    /** The first byte of a text; binary references begin with their version. */
    private static final int FIRST_LETTER = 'A';

    static InputColumn of(ModelColumn column) {
        Optional<DeclaredType> media = DeclaredType.of(column.type());
        Optional<Datatype> datatype =
                media.isPresent() ? Optional.of(Datatype.BYTES) : Datatype.of(column.type());
        return new InputColumn(
                column,
                media,
                datatype.orElseThrow(
                        () ->
                                new ValidationException(
                                        "No tensor of the protocol feeds the column " + column)));
    }

    /** The type in SQL, without the parameters of a multimodal one. */
    String sqlType() {
        return media.map(declared -> declared.type().word()).orElseGet(column::sqlType);
    }

    boolean isArray() {
        return media.isEmpty() && column.type() instanceof ArrayType;
    }

    /**
     * Puts the values of all rows into their column.
     *
     * @param tensor of the request
     * @param bytes behind the JSON that are its own; empty where it has its data in the JSON
     * @param rows whose number was decided by the first input
     */
    void read(
            JsonNode tensor,
            Optional<ByteBuffer> bytes,
            SignedReferenceCodec codec,
            List<GenericRowData> rows,
            int position)
            throws RefusedRequestException {
        String name = column.name();
        if (!tensor.path("datatype").asText().equals(datatype.name())) {
            throw RefusedRequestException.bad(
                    "The input '%s' is %s, not %s"
                            .formatted(name, datatype, tensor.path("datatype")));
        }
        int width = width(tensor, rows.size());
        int count = rows.size() * width;
        Object elements =
                bytes.isPresent()
                        ? datatype.read(bytes.get(), count, name)
                        : datatype.read(flat(tensor.path("data"), count), name);
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i)
                    .setField(
                            position,
                            isArray()
                                    ? array(elements, i * width, width)
                                    : scalar(Array.get(elements, i), codec, i));
        }
    }

    /** How many elements a row has. */
    private int width(JsonNode tensor, int rows) throws RefusedRequestException {
        JsonNode shape = tensor.path("shape");
        long width = 1;
        for (int i = 1; i < shape.size() && width >= 0 && width <= Integer.MAX_VALUE; i++) {
            long length = shape.get(i).isIntegralNumber() ? shape.get(i).asLong(-1) : -1;
            width = length < 0 || length > Integer.MAX_VALUE ? -1 : width * length;
        }
        boolean fits = isArray() ? shape.size() == 2 && width >= 0 : width == 1;
        if (!fits || shape.path(0).asLong(-1) != rows || rows * width > Integer.MAX_VALUE) {
            throw RefusedRequestException.bad(
                    "The input '%s' has the shape %s; for %d rows it is [%d%s]"
                            .formatted(column.name(), shape, rows, rows, isArray() ? ", n" : ""));
        }
        return (int) width;
    }

    private List<JsonNode> flat(JsonNode data, int count) throws RefusedRequestException {
        List<JsonNode> values = new ArrayList<>();
        flatten(data, values);
        if (!data.isArray() || values.size() != count) {
            throw RefusedRequestException.bad(
                    "The input '%s' has %s, and its shape has %d"
                            .formatted(
                                    column.name(),
                                    data.isArray()
                                            ? values.size() + " elements in 'data'"
                                            : "no array 'data', nor 'binary_data_size' among its parameters",
                                    count));
        }
        return values;
    }

    /** Jackson bounds how deep it is. */
    private static void flatten(JsonNode data, List<JsonNode> values) {
        for (JsonNode value : data) {
            if (value.isArray()) {
                flatten(value, values);
            } else {
                values.add(value);
            }
        }
    }

    private Object array(Object elements, int from, int length) {
        if (elements instanceof byte[][] texts) {
            Object[] values = new Object[length];
            for (int i = 0; i < length; i++) {
                values[i] = StringData.fromString(new String(texts[from + i], UTF_8));
            }
            return new GenericArrayData(values);
        }
        Object slice = Array.newInstance(elements.getClass().getComponentType(), length);
        System.arraycopy(elements, from, slice, 0, length);
        return switch (datatype) {
            case BOOL -> new GenericArrayData((boolean[]) slice);
            case INT8 -> new GenericArrayData((byte[]) slice);
            case INT16 -> new GenericArrayData((short[]) slice);
            case INT32 -> new GenericArrayData((int[]) slice);
            case INT64 -> new GenericArrayData((long[]) slice);
            case FP32 -> new GenericArrayData((float[]) slice);
            case FP64 -> new GenericArrayData((double[]) slice);
            case BYTES -> throw new IllegalStateException("Texts are read above");
        };
    }

    private Object scalar(Object element, SignedReferenceCodec codec, int row)
            throws RefusedRequestException {
        if (media.isPresent()) {
            return medium(media.get(), (byte[]) element, codec, row);
        }
        return element instanceof byte[] text
                ? StringData.fromString(new String(text, UTF_8))
                : element;
    }

    private Object medium(DeclaredType type, byte[] element, SignedReferenceCodec codec, int row)
            throws RefusedRequestException {
        try {
            boolean isText = element.length > 0 && element[0] >= FIRST_LETTER;
            ObjectRef reference =
                    isText ? codec.fromText(new String(element, UTF_8)) : codec.fromBytes(element);
            GenericRowData medium = new GenericRowData(type.type().attributes().size());
            medium.setField(0, reference.toBytes());
            return medium;
        } catch (InvalidReferenceException e) {
            throw RefusedRequestException.bad(
                    "Element %d of the input '%s' is no reference of %s: %s"
                            .formatted(row + 1, column.name(), type.toSql(), e.getMessage()));
        } catch (StoreException e) {
            throw new RefusedRequestException(
                    422,
                    "Element %d of the input '%s' is refused: %s"
                            .formatted(row + 1, column.name(), e.getMessage()));
        }
    }
}
