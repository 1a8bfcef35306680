// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.signature;

import io.multimodal.types.DeclaredType;
import io.multimodal.types.check.DeclaredValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;

/** Finds out where a value that was not a medium becomes one. */
public final class MediaCrossing {
    private MediaCrossing() {}

    /** Where in a value the media lie; empty if its type has none. */
    public static Optional<DeclaredValue> all(LogicalType type) {
        return known(between(Optional.empty(), type));
    }

    /** Where a value of one type has media that were other values in the type before it. */
    public static Optional<DeclaredValue> into(LogicalType before, LogicalType after) {
        return known(between(Optional.of(before), after));
    }

    private static Optional<DeclaredValue> known(DeclaredValue where) {
        return where instanceof DeclaredValue.Anything ? Optional.empty() : Optional.of(where);
    }

    private static DeclaredValue between(Optional<LogicalType> source, LogicalType target) {
        Optional<DeclaredType> declared = DeclaredType.of(target);
        if (declared.isPresent()) {
            return source.flatMap(DeclaredType::of).isPresent()
                    ? new DeclaredValue.Anything()
                    : new DeclaredValue.Medium(new DeclaredType(declared.get().type(), Map.of()));
        }
        List<DeclaredValue> children = new ArrayList<>();
        for (int i = 0; i < target.getChildren().size(); i++) {
            children.add(between(child(source, i), target.getChildren().get(i)));
        }
        return DeclaredValue.of(target, children);
    }

    /** A medium has no child: what is made of its attributes is not a medium. */
    private static Optional<LogicalType> child(Optional<LogicalType> source, int index) {
        return source.filter(type -> DeclaredType.of(type).isEmpty())
                .map(LogicalType::getChildren)
                .filter(children -> index < children.size())
                .map(children -> children.get(index));
    }
}
