// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.testkit;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.modality.Modalities;
import io.multimodal.media.modality.Modality;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.Payload;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.config.MultimodalConfig;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;

/** Rows as tests write them, with the bytes of media, and as Flink has them. */
final class ExternalRows implements Closeable {
    private final List<LogicalType> types;
    private final MediaRuntime media;

    ExternalRows(MultimodalConfig config, DataType columns) throws IOException {
        this.types = columns.getLogicalType().getChildren();
        this.media = MediaRuntime.acquire(config);
    }

    RowData internal(Object[] row) throws IOException {
        GenericRowData internal = new GenericRowData(row.length);
        for (int i = 0; i < row.length; i++) {
            internal.setField(i, row[i] == null ? null : internal(row[i], types.get(i)));
        }
        return internal;
    }

    private Object internal(Object value, LogicalType type) throws IOException {
        Optional<Modality<?>> modality = Modalities.of(type);
        if (modality.isPresent()) {
            return medium(modality.get(), (byte[]) value);
        } else if (value instanceof String text) {
            return StringData.fromString(text);
        } else if (value instanceof BigDecimal decimal) {
            DecimalType declared = (DecimalType) type;
            return DecimalData.fromBigDecimal(
                    decimal, declared.getPrecision(), declared.getScale());
        }
        return value;
    }

    @SuppressWarnings("unchecked") // a value has its type's attributes
    private <T extends MediaValue> RowData medium(Modality<T> modality, byte[] file)
            throws IOException {
        T value =
                modality.describe(
                        media, new ArrayHandle(file), () -> media.stores().put(Payload.of(file)));
        return ((MultimodalType<T>) value.type()).toRowData(value);
    }

    Object[] external(RowData row) throws IOException {
        Object[] external = new Object[row.getArity()];
        for (int i = 0; i < external.length; i++) {
            Object value = RowData.createFieldGetter(types.get(i), i).getFieldOrNull(row);
            external[i] = value == null ? null : external(value, types.get(i));
        }
        return external;
    }

    private Object external(Object value, LogicalType type) throws IOException {
        Optional<Modality<?>> modality = Modalities.of(type);
        if (modality.isPresent()) {
            try {
                ObjectHandle object =
                        media.stores()
                                .open(
                                        modality.get()
                                                .type()
                                                .fromRowData((RowData) value)
                                                .reference());
                return object.stream().readAllBytes();
            } catch (InvalidReferenceException e) {
                throw new AssertionError("A row has a reference that cannot be read", e);
            }
        } else if (value instanceof StringData text) {
            return text.toString();
        } else if (value instanceof DecimalData decimal) {
            return decimal.toBigDecimal();
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        media.close();
    }
}
