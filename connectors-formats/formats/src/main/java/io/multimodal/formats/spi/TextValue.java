// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.annotation.Public;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * The text form of values that are not media: numbers and truth values as text in UTF-8, BYTES as
 * they are. Stateless and thread-safe; does not block.
 */
@Public
public final class TextValue {
    private TextValue() {}

    /** Whether values of a column of this type have a text form. */
    public static boolean supports(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case CHAR, VARCHAR, BINARY, VARBINARY, BOOLEAN -> true;
            case TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE, DECIMAL -> true;
            default -> false;
        };
    }

    /**
     * The value in Flink's internal form.
     *
     * @throws MediaException if the bytes are not a value of this type
     */
    public static Object read(byte[] bytes, LogicalType type) throws MediaException {
        return switch (type.getTypeRoot()) {
            case BINARY, VARBINARY -> bytes;
            case CHAR, VARCHAR -> StringData.fromString(text(bytes));
            default -> number(bytes, type);
        };
    }

    private static Object number(byte[] bytes, LogicalType type) throws MediaException {
        String text = text(bytes).strip();
        try {
            return number(text, type);
        } catch (NumberFormatException e) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "'%s' is not of type %s".formatted(excerpt(text), type.asSummaryString()),
                    e);
        }
    }

    private static Object number(String text, LogicalType type) {
        return switch (type.getTypeRoot()) {
            case TINYINT -> Byte.valueOf(text);
            case SMALLINT -> Short.valueOf(text);
            case INTEGER -> Integer.valueOf(text);
            case BIGINT -> Long.valueOf(text);
            case FLOAT -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case DECIMAL -> decimal(text, (DecimalType) type);
            case BOOLEAN -> truth(text);
            default -> throw new IllegalArgumentException("No column has the type " + type);
        };
    }

    private static DecimalData decimal(String text, DecimalType type) {
        if (text.length() > 100) {
            throw new NumberFormatException("A decimal has at most 38 digits");
        }
        DecimalData value =
                DecimalData.fromBigDecimal(
                        new BigDecimal(text), type.getPrecision(), type.getScale());
        if (value == null) {
            throw new NumberFormatException("It has too many digits");
        }
        return value;
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new NumberFormatException("It is neither true nor false");
        };
    }

    private static String text(byte[] bytes) throws MediaException {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new MediaException(ErrorCode.CORRUPT, "it is not text in UTF-8", e);
        }
    }

    private static String excerpt(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    /**
     * The bytes of a value.
     *
     * @param value in Flink's internal form, not null
     */
    public static byte[] write(Object value, LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BINARY, VARBINARY -> (byte[]) value;
            case CHAR, VARCHAR -> ((StringData) value).toBytes();
            case DECIMAL -> ((DecimalData) value).toBigDecimal().toPlainString().getBytes(UTF_8);
            default -> value.toString().getBytes(UTF_8);
        };
    }
}
