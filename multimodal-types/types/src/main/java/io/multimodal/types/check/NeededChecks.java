// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.check;

import io.multimodal.types.DeclaredType;
import io.multimodal.types.check.DeclaredValue.Anything;
import io.multimodal.types.check.DeclaredValue.Medium;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;

/** Finds out where the types of a source and its target leave something to check. */
final class NeededChecks {
    private NeededChecks() {}

    /**
     * @param source empty where it has nothing that corresponds to the target
     */
    static DeclaredValue between(Optional<LogicalType> source, LogicalType target) {
        Optional<DeclaredType> declared = DeclaredType.of(target);
        if (declared.isPresent()) {
            return declared.get().parameters().isEmpty()
                            || source.flatMap(DeclaredType::of).equals(declared)
                    ? new Anything()
                    : new Medium(declared.get());
        }
        List<DeclaredValue> children = new ArrayList<>();
        for (int i = 0; i < target.getChildren().size(); i++) {
            children.add(between(child(source, i), target.getChildren().get(i)));
        }
        return DeclaredValue.of(target, children);
    }

    private static Optional<LogicalType> child(Optional<LogicalType> source, int index) {
        return source.map(LogicalType::getChildren)
                .filter(children -> index < children.size())
                .map(children -> children.get(index));
    }
}
