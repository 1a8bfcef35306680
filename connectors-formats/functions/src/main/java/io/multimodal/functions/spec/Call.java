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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.Row;

/**
 * One call of a function: its arguments as values, by their position. Only arguments that are not
 * NULL may be asked for: a body is not run where a required one is NULL, and {@link #has} tells of
 * optional ones.
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

    /** The stores and readers of this process; not for lazy functions, which open nothing. */
    public MediaRuntime media() {
        if (media == null) {
            throw new IllegalStateException("A lazy function opens no store and reads nothing");
        }
        return media;
    }

    /**
     * Waits for the memory that the call will hold beside the readers of {@link #media}: a part of
     * what all decoders hold together. It is given back when the call ends.
     */
    public void admit(long bytes) throws IOException {
        memory.add(media().admit(bytes));
    }

    void end() {
        memory.forEach(MemoryShare::close);
    }

    /** Whether this is the {@code TRY_} form: a lazy function marks its program then. */
    public boolean nullOnError() {
        return nullOnError;
    }

    /** Whether an argument was given and is not NULL. */
    public boolean has(int position) {
        return position < arguments.length && arguments[position] != null;
    }

    public int integer(int position) {
        return ((Number) arguments[position]).intValue();
    }

    public int integer(int position, int otherwise) {
        return has(position) ? integer(position) : otherwise;
    }

    public long bigint(int position) {
        return ((Number) arguments[position]).longValue();
    }

    public long bigint(int position, long otherwise) {
        return has(position) ? bigint(position) : otherwise;
    }

    public double real(int position) {
        return ((Number) arguments[position]).doubleValue();
    }

    public double real(int position, double otherwise) {
        return has(position) ? real(position) : otherwise;
    }

    public boolean bool(int position, boolean otherwise) {
        return has(position) ? (Boolean) arguments[position] : otherwise;
    }

    public String text(int position) {
        return arguments[position].toString();
    }

    public String text(int position, String otherwise) {
        return has(position) ? text(position) : otherwise;
    }

    /** Not a copy. */
    public byte[] bytes(int position) {
        return (byte[]) arguments[position];
    }

    /**
     * An ARRAY&lt;BIGINT&gt;.
     *
     * @throws MediaException INVALID_ARGUMENT if an element is NULL
     */
    public long[] longs(int position) throws MediaException {
        return whole(position).toLongArray();
    }

    /** An ARRAY&lt;DOUBLE&gt;; see {@link #longs}. */
    public double[] reals(int position) throws MediaException {
        return whole(position).toDoubleArray();
    }

    /** An ARRAY&lt;FLOAT&gt;; see {@link #longs}. */
    public float[] floats(int position) throws MediaException {
        return whole(position).toFloatArray();
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

    public Image image(int position) {
        return media(position, Image.class);
    }

    public Audio audio(int position) {
        return media(position, Audio.class);
    }

    public Video video(int position) {
        return media(position, Video.class);
    }

    public Tensor tensor(int position) {
        return media(position, Tensor.class);
    }

    /** A value of any multimodal type, as a FILE. */
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
     * A ROW, with text, numbers, bytes and rows in it.
     *
     * @param type as the argument was declared
     */
    public Row row(int position, DataType type) {
        return RowForm.row((RowData) arguments[position], (RowType) type.getLogicalType());
    }

    /** A value of any multimodal type. */
    public MediaValue media(int position) {
        return types.get(position).orElseThrow().fromRowData((RowData) arguments[position]);
    }

    private <T extends MediaValue> T media(int position, Class<T> valueClass) {
        return valueClass.cast(media(position));
    }

    /**
     * An ARRAY of a multimodal type.
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

    /** What is wrong with an argument for this medium; another medium may take it. */
    public static MediaException refused(String message) {
        return new MediaException(ErrorCode.REFUSED, message);
    }

    /** What is wrong with an argument whatever the medium: the statement's fault, not the row's. */
    public static MediaException invalid(String message) {
        return new MediaException(ErrorCode.INVALID_ARGUMENT, message);
    }

    /** What the call is about, for messages and dead letters. */
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
