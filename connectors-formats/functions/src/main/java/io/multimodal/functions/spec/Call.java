// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import io.multimodal.annotation.Public;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.memory.MemoryShare;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.Audio;
import io.multimodal.types.Image;
import io.multimodal.types.MediaFile;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.Tensor;
import io.multimodal.types.Video;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.Row;

/**
 * One call of a function: its arguments as values, by their index from 0. An argument that is read
 * must not be NULL: a body does not run if a required argument is NULL, and {@link #has} tells
 * whether an optional one was given. Each getter is for one SQL type; for another type it throws
 * {@link ClassCastException}. Used by one thread during the call; not thread-safe.
 */
@Public
public final class Call {
    private final Object[] arguments;
    private final List<Optional<MultimodalType<?>>> types;
    private final MediaRuntime media;
    private final boolean nullOnError;
    private final List<MemoryShare> memory = new ArrayList<>();

    Call(
            Object[] arguments,
            List<Optional<MultimodalType<?>>> types,
            MediaRuntime media,
            boolean nullOnError) {
        this.arguments = arguments;
        this.types = types;
        this.media = media;
        this.nullOnError = nullOnError;
    }

    /**
     * The stores and readers of this process.
     *
     * @throws IllegalStateException in a lazy function, which opens no store
     */
    public MediaRuntime media() {
        if (media == null) {
            throw new IllegalStateException("A lazy function opens no store and reads nothing");
        }
        return media;
    }

    /**
     * Reserves memory that the call holds beside the readers of {@link #media}: a part of the
     * memory that all decoders hold together. Blocks until it is available. It is released when the
     * call ends.
     *
     * @param bytes an estimate
     */
    public void admit(long bytes) throws IOException {
        memory.add(media().admit(bytes));
    }

    void end() {
        memory.forEach(MemoryShare::close);
    }

    /** Whether this is the {@code TRY_} form; a lazy function then marks its program. */
    public boolean nullOnError() {
        return nullOnError;
    }

    /** Whether the argument at this index was given and is not NULL. */
    public boolean has(int position) {
        return position < arguments.length && arguments[position] != null;
    }

    /** The argument at this index, an INT. */
    public int integer(int position) {
        return ((Number) arguments[position]).intValue();
    }

    /** The argument at this index, an INT, or a default if it is left out or NULL. */
    public int integer(int position, int otherwise) {
        return has(position) ? integer(position) : otherwise;
    }

    /** The argument at this index, a BIGINT. */
    public long bigint(int position) {
        return ((Number) arguments[position]).longValue();
    }

    /** The argument at this index, a BIGINT, or a default if it is left out or NULL. */
    public long bigint(int position, long otherwise) {
        return has(position) ? bigint(position) : otherwise;
    }

    /** The argument at this index, a DOUBLE or FLOAT. */
    public double real(int position) {
        return ((Number) arguments[position]).doubleValue();
    }

    /** The argument at this index, a DOUBLE or FLOAT, or a default if it is left out or NULL. */
    public double real(int position, double otherwise) {
        return has(position) ? real(position) : otherwise;
    }

    /** The argument at this index, a BOOLEAN, or a default if it is left out or NULL. */
    public boolean bool(int position, boolean otherwise) {
        return has(position) ? (Boolean) arguments[position] : otherwise;
    }

    /** The argument at this index, a STRING. */
    public String text(int position) {
        return arguments[position].toString();
    }

    /** The argument at this index, a STRING, or a default if it is left out or NULL. */
    public String text(int position, String otherwise) {
        return has(position) ? text(position) : otherwise;
    }

    /** The argument at this index, BYTES; not a copy. */
    public byte[] bytes(int position) {
        return (byte[]) arguments[position];
    }

    /**
     * The argument at this index, an ARRAY&lt;BIGINT&gt;, as a new array.
     *
     * @throws MediaException INVALID_ARGUMENT if an element is NULL
     */
    public long[] longs(int position) throws MediaException {
        ArrayData array = whole(position);
        if (!isOfObjects(array)) {
            return array.toLongArray();
        }
        long[] numbers = new long[array.size()];
        Arrays.setAll(numbers, array::getLong);
        return numbers;
    }

    /** The argument at this index, an ARRAY&lt;DOUBLE&gt;, as a new array; see {@link #longs}. */
    public double[] reals(int position) throws MediaException {
        ArrayData array = whole(position);
        if (!isOfObjects(array)) {
            return array.toDoubleArray();
        }
        double[] numbers = new double[array.size()];
        Arrays.setAll(numbers, array::getDouble);
        return numbers;
    }

    /** The argument at this index, an ARRAY&lt;FLOAT&gt;, as a new array; see {@link #longs}. */
    public float[] floats(int position) throws MediaException {
        ArrayData array = whole(position);
        if (!isOfObjects(array)) {
            return array.toFloatArray();
        }
        float[] numbers = new float[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.getFloat(i);
        }
        return numbers;
    }

    /** As ARRAY_AGG makes them: Flink casts these to an array of another class, and fails. */
    private static boolean isOfObjects(ArrayData array) {
        return array instanceof GenericArrayData generic && !generic.isPrimitiveArray();
    }

    private ArrayData whole(int position) throws MediaException {
        ArrayData array = (ArrayData) arguments[position];
        for (int i = 0; i < array.size(); i++) {
            if (array.isNullAt(i)) {
                throw invalid("Element " + (i + 1) + " of an array is NULL; a number was expected");
            }
        }
        return array;
    }

    /** The argument at this index, an IMAGE. */
    public Image image(int position) {
        return media(position, Image.class);
    }

    /** The argument at this index, an AUDIO. */
    public Audio audio(int position) {
        return media(position, Audio.class);
    }

    /** The argument at this index, a VIDEO. */
    public Video video(int position) {
        return media(position, Video.class);
    }

    /** The argument at this index, a TENSOR. */
    public Tensor tensor(int position) {
        return media(position, Tensor.class);
    }

    /** The argument at this index, of any multimodal type, as a FILE. */
    public MediaFile file(int position) {
        MediaValue value = media(position);
        return new MediaFile(
                value.object(),
                (String) attribute(value, "content_type"),
                (Long) attribute(value, "size"));
    }

    private static <T extends MediaValue> Object attribute(T value, String name) {
        @SuppressWarnings("unchecked") // the type of a value is that of its class
        MultimodalType<T> type = (MultimodalType<T>) value.type();
        return type.attributes().stream().anyMatch(attribute -> attribute.name().equals(name))
                ? type.attribute(value, type.indexOf(name))
                : null;
    }

    /**
     * The argument at this index, a ROW of texts, numbers, bytes and rows.
     *
     * @param type the declared type of the argument
     */
    public Row row(int position, DataType type) {
        return RowForm.row((RowData) arguments[position], (RowType) type.getLogicalType());
    }

    /** The argument at this index, of any multimodal type. */
    public MediaValue media(int position) {
        return types.get(position).orElseThrow().fromRowData((RowData) arguments[position]);
    }

    private <T extends MediaValue> T media(int position, Class<T> valueClass) {
        return valueClass.cast(media(position));
    }

    /**
     * The argument at this index, an ARRAY of a multimodal type.
     *
     * @throws MediaException INVALID_ARGUMENT if an element is NULL
     */
    public <T extends MediaValue> List<T> list(int position, MultimodalType<T> type)
            throws MediaException {
        ArrayData array = whole(position);
        List<T> values = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            values.add(type.fromRowData(array.getRow(i, type.attributes().size())));
        }
        return values;
    }

    /**
     * A failure for an argument that is wrong for this object, but may be valid for another. The
     * caller throws it.
     */
    public static MediaException refused(String message) {
        return new MediaException(ErrorCode.REFUSED, message);
    }

    /**
     * A failure for an argument that is wrong for every object: the statement is wrong, not the
     * row. The caller throws it.
     */
    public static MediaException invalid(String message) {
        return new MediaException(ErrorCode.INVALID_ARGUMENT, message);
    }

    /** The object of the call, for messages and dead letters. */
    String subject() {
        for (int i = 0; i < arguments.length; i++) {
            if (has(i) && types.get(i).isPresent()) {
                byte[] object = media(i).object();
                try {
                    return ObjectRef.fromBytes(object).toText();
                } catch (InvalidReferenceException e) {
                    return HexFormat.of().formatHex(object);
                }
            }
        }
        Object first = arguments.length == 0 ? "" : arguments[0];
        return first instanceof byte[] bytes
                ? bytes.length + " bytes, " + ContentId.hash(bytes)
                : String.valueOf(first);
    }

    /** The arguments after the first one, as text. */
    List<String> rest() {
        List<String> rest = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            rest.add(String.valueOf(arguments[i]));
        }
        return rest;
    }

    /** The references of the media among the arguments that are some. */
    List<ObjectRef> references() {
        List<ObjectRef> references = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            if (has(i) && types.get(i).isPresent()) {
                try {
                    references.add(media(i).reference());
                } catch (InvalidReferenceException e) {
                    // The body meets it, too, and says so.
                }
            }
        }
        return references;
    }
}
