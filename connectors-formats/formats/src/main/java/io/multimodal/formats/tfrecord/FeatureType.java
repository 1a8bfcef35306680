// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tfrecord;

import org.apache.flink.table.types.logical.LogicalType;

/**
 * The lists that a feature may have; a feature has one of them. The number is that of its field.
 */
enum FeatureType {
    BYTES(1),
    FLOAT(2),
    INT64(3);

    private final int field;

    FeatureType(int field) {
        this.field = field;
    }

    /** The number of the field in the message {@code Feature}. */
    int field() {
        return field;
    }

    /** Whether values of this type are those of a feature. */
    static boolean supports(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case CHAR, VARCHAR, BINARY, VARBINARY, BOOLEAN -> true;
            case TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE -> true;
            default -> false;
        };
    }

    /** The list that values of a type are in. */
    static FeatureType of(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case FLOAT, DOUBLE -> FLOAT;
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT -> INT64;
            default -> BYTES;
        };
    }
}
