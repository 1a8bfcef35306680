// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor;

import io.multimodal.annotation.Public;
import io.multimodal.media.probe.ContentTypes;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.DType;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The header of a tensor's object: that of a {@code .npy} file as NumPy writes it, so that element
 * type and shape are part of the content. The elements follow, in C order and little-endian if this
 * class wrote the header; files of NumPy may have another order, see {@link #order}.
 *
 * <p>NumPy has no bfloat16; as with the extension {@code ml_dtypes} it is written as {@code <V2}.
 * Immutable.
 */
@Public
public final class NpyHeader {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_BYTES = 64 << 10;
    private static final int ALIGNMENT = 64;

    /** NumPy leaves room for the first dimension to grow. */
    private static final int GROWTH_DIGITS = 21;

    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\sL]*)\\)");

    private static final Map<DType, String> CODES = new EnumMap<>(DType.class);

    static {
        for (DType dtype : DType.values()) {
            String order = dtype.bytes() == 1 ? "|" : "<";
            String name = dtype.toString();
            String kind = dtype == DType.BFLOAT16 ? "V" : name.substring(0, 1);
            CODES.put(dtype, order + kind + dtype.bytes());
        }
    }

    private final DType dtype;
    private final long[] shape;
    private final int dataOffset;
    private final TensorOrder order;

    private NpyHeader(DType dtype, long[] shape, int dataOffset, TensorOrder order) {
        this.dtype = dtype;
        this.shape = shape;
        this.dataOffset = dataOffset;
        this.order = order;
    }

    /** The header of a tensor, as NumPy writes it. */
    public static NpyHeader of(DType dtype, long... shape) {
        return new NpyHeader(dtype, shape.clone(), encode(dtype, shape).length, TensorOrder.PLAIN);
    }

    /**
     * The header of an object, whose size must be what it says. Blocks.
     *
     * @throws MediaException if the object is not a tensor, or has another size than its header
     *     states
     */
    public static NpyHeader read(ObjectHandle object) throws IOException {
        byte[] head = object.read(0, (int) Math.min(object.sizeBytes(), MAX_BYTES));
        NpyHeader header = parse(head);
        long expected = header.objectBytes();
        if (object.sizeBytes() != expected) {
            throw new MediaException(
                    object.sizeBytes() < expected ? ErrorCode.TRUNCATED : ErrorCode.CORRUPT,
                    "The tensor has %d bytes; %s of shape %s takes %d"
                            .formatted(
                                    object.sizeBytes(),
                                    header.dtype,
                                    Arrays.toString(header.shape),
                                    expected));
        }
        return header;
    }

    private static NpyHeader parse(byte[] head) throws MediaException {
        if (head.length < 10 || !Arrays.equals(head, 0, 6, MAGIC, 0, 6)) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "The object is %s by its first bytes; expected a tensor in NumPy's format (.npy)"
                            .formatted(ContentTypes.detect(head)));
        }
        ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        int version = head[6];
        int start = version == 1 ? 10 : 12;
        long length =
                version == 1
                        ? bytes.getShort(8) & 0xffff
                        : head.length < start ? 0 : bytes.getInt(8) & 0xffffffffL;
        if (version < 1 || version > 3 || start + length > head.length) {
            throw corrupt("its header has version " + version + " and " + length + " bytes");
        }
        String text = new String(head, start, (int) length, StandardCharsets.ISO_8859_1);
        Matcher descr = DESCR.matcher(text);
        Matcher order = ORDER.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (!descr.find() || !order.find() || !shape.find()) {
            throw corrupt("its header lacks 'descr', 'fortran_order' or 'shape'");
        }
        long[] lengths = lengths(shape.group(1));
        String code = descr.group(1);
        TensorOrder stored = new TensorOrder(order.group(1).equals("True"), code.startsWith(">"));
        return new NpyHeader(dtype(code), lengths, start + (int) length, stored);
    }

    private static DType dtype(String code) throws MediaException {
        for (Map.Entry<DType, String> known : CODES.entrySet()) {
            if (known.getValue().equals(code) || known.getValue().equals(littleEndian(code))) {
                return known.getKey();
            }
        }
        throw new MediaException(
                ErrorCode.UNSUPPORTED,
                "The tensor's elements are '%s'; read are %s".formatted(code, CODES.values()));
    }

    private static String littleEndian(String code) {
        return code.startsWith(">") ? "<" + code.substring(1) : code;
    }

    private static long[] lengths(String text) throws MediaException {
        try {
            long[] lengths =
                    Arrays.stream(text.replace("L", "").split(",", -1))
                            .map(String::strip)
                            .filter(part -> !part.isEmpty())
                            .mapToLong(Long::parseLong)
                            .toArray();
            elements(lengths);
            return lengths;
        } catch (NumberFormatException | ArithmeticException e) {
            throw corrupt("its shape is (" + text + ")");
        }
    }

    private static long elements(long[] shape) {
        long elements = 1;
        for (long length : shape) {
            elements = Math.multiplyExact(elements, length);
        }
        // So that the size in bytes can be counted, too.
        Math.addExact(Math.multiplyExact(elements, 8L), MAX_BYTES);
        return elements;
    }

    private static MediaException corrupt(String what) {
        return new MediaException(ErrorCode.CORRUPT, "The tensor cannot be read: " + what);
    }

    /** The element type. */
    public DType dtype() {
        return dtype;
    }

    /** A copy of the lengths of the dimensions, the slowest first. */
    public long[] shape() {
        return shape.clone();
    }

    /** The offset of the first element in the object, in bytes. */
    public int dataOffset() {
        return dataOffset;
    }

    /** The order of the elements in the object. */
    public TensorOrder order() {
        return order;
    }

    /** The number of elements. */
    public long elements() {
        return elements(shape);
    }

    /** The size of the object in bytes. */
    public long objectBytes() {
        return dataOffset + elements() * dtype.bytes();
    }

    /** The bytes of the header for elements in the plain order, as NumPy writes them. */
    public byte[] encode() {
        return encode(dtype, shape);
    }

    private static byte[] encode(DType dtype, long[] shape) {
        String lengths =
                Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
        String dictionary =
                "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
                        .formatted(CODES.get(dtype), lengths, shape.length == 1 ? "," : "");
        int growth = shape.length == 0 ? 0 : GROWTH_DIGITS - Long.toString(shape[0]).length();
        int plain = 10 + dictionary.length() + Math.max(0, growth) + 1;
        int total = (plain + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer out = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (total - 10));
        out.put(dictionary.getBytes(StandardCharsets.ISO_8859_1));
        byte[] bytes = out.array();
        Arrays.fill(bytes, out.position(), total - 1, (byte) ' ');
        bytes[total - 1] = '\n';
        return bytes;
    }
}
