// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import java.util.Arrays;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

/**
 * One attribute of a multimodal type, as SQL reads it: {@code img.width}.
 *
 * @param name as in SQL
 * @param kind its type and how it is stored
 * @param meaning one phrase with its unit, for the documentation
 */
@Public
public record Attribute(String name, Kind kind, String meaning) {
    /** The kinds of attributes; every one is nullable in SQL. */
    public enum Kind {
        /** The binary reference of an object. */
        REFERENCE(DataTypes.BYTES()),
        /** A text. */
        TEXT(DataTypes.STRING()),
        /** A whole number of 64 bits. */
        LONG(DataTypes.BIGINT()),
        /** A whole number of 32 bits. */
        INT(DataTypes.INT()),
        /** A floating-point number of 64 bits. */
        DOUBLE(DataTypes.DOUBLE()),
        /** Several whole numbers of 64 bits. */
        LONGS(DataTypes.ARRAY(DataTypes.BIGINT()));

        @SuppressWarnings(
                "ImmutableEnumChecker") // Flink's data types are immutable, and not annotated so
        private final DataType dataType;

        Kind(DataType dataType) {
            this.dataType = dataType;
        }

        /** The type in SQL, bridged to the class that values hold it as. */
        public DataType dataType() {
            return dataType;
        }
    }

    /** The attribute's value as text. */
    String text(Object value) {
        return value instanceof Object[] array ? Arrays.toString(array) : value.toString();
    }
}
