// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.models.spi.InputRow;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.RowData;

/** The columns that a task takes, of Flink's rows. Thread-safe. */
final class InputColumns {
    /** The reference is the first attribute of every multimodal type. */
    private static final int OBJECT = 0;

    private final List<MultimodalType<?>> types;

    InputColumns(List<MultimodalType<?>> types) {
        this.types = List.copyOf(types);
    }

    /** Whether a value is NULL, or has no reference. */
    boolean isNull(RowData row) {
        for (int i = 0; i < types.size(); i++) {
            if (row.isNullAt(i) || value(row, i).isNullAt(OBJECT)) {
                return true;
            }
        }
        return false;
    }

    /** A copy of the reference of a value, in its binary form. */
    byte[] object(RowData row, int position) {
        return value(row, position).getBinary(OBJECT);
    }

    /**
     * A copy of the values.
     *
     * @throws MediaException INVALID_ARGUMENT if an attribute cannot be
     */
    InputRow values(RowData row) throws MediaException {
        List<MediaValue> values = new ArrayList<>(types.size());
        try {
            for (int i = 0; i < types.size(); i++) {
                values.add(types.get(i).fromRowData(value(row, i)));
            }
        } catch (IllegalArgumentException e) {
            throw new MediaException(ErrorCode.INVALID_ARGUMENT, e.getMessage(), e);
        }
        return new InputRow(values);
    }

    private RowData value(RowData row, int position) {
        return row.getRow(position, types.get(position).attributes().size());
    }

    static List<ObjectRef> references(InputRow row) throws InvalidReferenceException {
        List<ObjectRef> references = new ArrayList<>(row.values().size());
        for (MediaValue value : row.values()) {
            references.add(value.reference());
        }
        return references;
    }

    /** What the prediction is remembered by: one reference as it is, several with their lengths. */
    static byte[] identity(InputRow row) {
        if (row.values().size() == 1) {
            return row.values().get(0).object();
        }
        List<byte[]> objects = row.values().stream().map(MediaValue::object).toList();
        int length = objects.stream().mapToInt(object -> Integer.BYTES + object.length).sum();
        ByteBuffer all = ByteBuffer.allocate(length);
        objects.forEach(object -> all.putInt(object.length).put(object));
        return all.array();
    }
}
