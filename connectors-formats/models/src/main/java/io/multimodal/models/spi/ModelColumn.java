// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import io.multimodal.types.DeclaredType;
import java.io.Serializable;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A column of the INPUT or OUTPUT of CREATE MODEL. Immutable and thread-safe.
 *
 * @param type with the parameters of a multimodal type; see {@link DeclaredType}
 */
@Public
public record ModelColumn(String name, LogicalType type) implements Serializable {
    /** The type as SQL writes it. */
    public String sqlType() {
        return DeclaredType.of(type)
                .map(DeclaredType::toSql)
                .orElseGet(() -> type.copy(true).asSummaryString());
    }

    /** For messages: {@code t TENSOR('float32', 3)}. */
    @Override
    public String toString() {
        return name + " " + sqlType();
    }
}
