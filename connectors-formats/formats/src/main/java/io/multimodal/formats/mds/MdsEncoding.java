// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.mds;

import io.multimodal.formats.spi.SampleColumn;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** The encodings of columns that are read and written; others are read as bytes. */
enum MdsEncoding {
    BYTES("bytes"),
    STR("str"),
    JSON("json"),
    JPEG("jpeg"),
    PNG("png"),
    STR_INT("str_int"),
    STR_FLOAT("str_float"),
    STR_DECIMAL("str_decimal"),
    INT("int", 8, true),
    INT8("int8", 1, true),
    INT16("int16", 2, true),
    INT32("int32", 4, true),
    INT64("int64", 8, true),
    UINT8("uint8", 1, true),
    UINT16("uint16", 2, true),
    UINT32("uint32", 4, true),
    UINT64("uint64", 8, true),
    FLOAT32("float32", 4, false),
    FLOAT64("float64", 8, false);

    private final String word;
    private final int sizeBytes;
    private final boolean whole;

    MdsEncoding(String word) {
        this(word, 0, false);
    }

    MdsEncoding(String word, int sizeBytes, boolean whole) {
        this.word = word;
        this.sizeBytes = sizeBytes;
        this.whole = whole;
    }

    /** As shards spell it. */
    String word() {
        return word;
    }

    /** The bytes of every value; 0 if each value has its own size. */
    int sizeBytes() {
        return sizeBytes;
    }

    /** Whether its values are numbers in binary form, the least significant byte first. */
    boolean isNumber() {
        return sizeBytes > 0;
    }

    /** Whether its numbers are whole. */
    boolean isWhole() {
        return whole;
    }

    /** Whether its numbers have no sign. */
    boolean isUnsigned() {
        return word.startsWith("u");
    }

    /** Empty for one that is not read, such as {@code pkl}. */
    static Optional<MdsEncoding> named(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    /**
     * The encoding in which a column is written.
     *
     * @throws ValidationException if there is none of that name, or it is not one of the type
     */
    static MdsEncoding written(SampleColumn column, Map<String, String> encodings) {
        String word = encodings.get(column.name());
        if (word == null) {
            return usual(column);
        }
        MdsEncoding named =
                named(word)
                        .orElseThrow(
                                () ->
                                        new ValidationException(
                                                "The option 'mds.encodings' has '%s' for the column '%s'; written are %s"
                                                        .formatted(
                                                                word,
                                                                column.name(),
                                                                Arrays.stream(values())
                                                                        .map(MdsEncoding::word)
                                                                        .toList())));
        if (!named.fits(column)) {
            throw new ValidationException(
                    "The option 'mds.encodings' has '%s' for the column '%s', which is %s; leave it out for '%s'"
                            .formatted(
                                    word,
                                    column.name(),
                                    column.type().asSummaryString(),
                                    usual(column).word));
        }
        return named;
    }

    private boolean fits(SampleColumn column) {
        LogicalType type = column.type();
        boolean isText = type.is(LogicalTypeRoot.VARCHAR) || type.is(LogicalTypeRoot.CHAR);
        boolean isBytes = type.is(LogicalTypeRoot.VARBINARY) || type.is(LogicalTypeRoot.BINARY);
        return switch (this) {
            case BYTES -> column.isMedium() || isBytes;
            case JPEG, PNG -> column.isMedium() || isBytes;
            case STR -> isText;
            case JSON -> isText;
            case STR_DECIMAL -> !column.isMedium() && !isBytes && !isText;
            default -> !column.isMedium() && !isBytes && !isText && fitsNumber(type);
        };
    }

    private boolean fitsNumber(LogicalType type) {
        boolean fraction =
                type.is(LogicalTypeRoot.FLOAT)
                        || type.is(LogicalTypeRoot.DOUBLE)
                        || type.is(LogicalTypeRoot.DECIMAL);
        boolean forWhole = whole || this == STR_INT;
        return forWhole != fraction;
    }

    private static MdsEncoding usual(SampleColumn column) {
        return switch (column.type().getTypeRoot()) {
            case CHAR, VARCHAR -> STR;
            case BOOLEAN -> UINT8;
            case TINYINT -> INT8;
            case SMALLINT -> INT16;
            case INTEGER -> INT32;
            case BIGINT -> INT64;
            case FLOAT -> FLOAT32;
            case DOUBLE -> FLOAT64;
            case DECIMAL -> STR_DECIMAL;
            default -> BYTES;
        };
    }
}
