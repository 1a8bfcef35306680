// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.remember;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.DeclaredType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.StructuredType;

/** Finds the references of the multimodal values in rows, nested ones included. Thread-safe. */
public final class RowReferences {
    private final List<LogicalType> types;

    /** Of rows with these columns. */
    public RowReferences(List<LogicalType> types) {
        this.types = List.copyOf(types);
    }

    /**
     * The references of a row, in the order of its columns.
     *
     * @throws InvalidReferenceException if a value holds none that this release can read
     */
    public List<ObjectRef> of(RowData row) throws InvalidReferenceException {
        List<ObjectRef> found = new ArrayList<>();
        ofRow(row, types, found);
        return found;
    }

    private static void ofRow(RowData row, List<LogicalType> types, List<ObjectRef> found)
            throws InvalidReferenceException {
        for (int i = 0; i < types.size(); i++) {
            ofValue(
                    RowData.createFieldGetter(types.get(i), i).getFieldOrNull(row),
                    types.get(i),
                    found);
        }
    }

    private static void ofValue(Object value, LogicalType type, List<ObjectRef> found)
            throws InvalidReferenceException {
        Optional<DeclaredType> medium = DeclaredType.of(type);
        if (value instanceof RowData row && medium.isPresent()) {
            found.add(medium.get().type().fromRowData(row).reference());
        } else if (value instanceof RowData row
                && (type instanceof RowType || type instanceof StructuredType)) {
            ofRow(row, type.getChildren(), found);
        } else if (value instanceof ArrayData array && type instanceof ArrayType of) {
            ArrayData.ElementGetter getter = ArrayData.createElementGetter(of.getElementType());
            for (int i = 0; i < array.size(); i++) {
                ofValue(getter.getElementOrNull(array, i), of.getElementType(), found);
            }
        }
    }
}
