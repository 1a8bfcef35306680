// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.check;

import io.multimodal.types.DeclaredType;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;

/** Why no value of one type can be one of another, by the parameters that both declare. */
final class ParameterConflict {
    private ParameterConflict() {}

    /** Empty where some value can; looks into arrays, maps and rows. */
    static Optional<String> between(LogicalType source, LogicalType target) {
        Optional<DeclaredType> declared = DeclaredType.of(target);
        if (declared.isPresent()) {
            return DeclaredType.of(source).flatMap(declared.get()::conflict);
        }
        List<LogicalType> from = source.getChildren();
        List<LogicalType> to = target.getChildren();
        for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
            Optional<String> inner = between(from.get(i), to.get(i));
            if (inner.isPresent()) {
                return inner;
            }
        }
        return Optional.empty();
    }
}
