// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.ai;

import io.multimodal.types.DeclaredType;
import org.apache.flink.table.types.logical.LogicalType;

/** A type as a statement writes it, for messages. */
final class TypeText {
    private TypeText() {}

    static String of(LogicalType type) {
        return DeclaredType.of(type)
                .map(declared -> declared.toSql() + (type.isNullable() ? "" : " NOT NULL"))
                .orElseGet(type::asSummaryString);
    }
}
