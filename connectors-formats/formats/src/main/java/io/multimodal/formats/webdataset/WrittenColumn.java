// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import io.multimodal.connectors.media.sink.content.FileEncoding;
import io.multimodal.connectors.media.sink.content.FileFormat;
import io.multimodal.media.modality.Modalities;
import io.multimodal.media.modality.Modality;
import io.multimodal.types.MediaValue;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A column as it is written.
 *
 * @param field its position in the row
 * @param type of the column
 * @param suffix of its members; that of the key is not used
 * @param isKey whether it is the key of the sample
 * @param encoding of its media: what the suffix says, if it names a format
 */
record WrittenColumn(
        int field, LogicalType type, String suffix, boolean isKey, FileEncoding encoding)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The columns of a row but its {@code __url__}. */
    static List<WrittenColumn> of(List<MemberColumn> columns) {
        List<WrittenColumn> written = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            MemberColumn column = columns.get(i);
            if (!column.name().equals(MemberColumn.URL)) {
                String suffix = column.suffixes().get(0);
                written.add(
                        new WrittenColumn(
                                i,
                                column.type(),
                                suffix,
                                column.name().equals(MemberColumn.KEY),
                                encoding(column.type(), suffix)));
            }
        }
        return List.copyOf(written);
    }

    private static FileEncoding encoding(LogicalType type, String suffix) {
        String extension = suffix.substring(suffix.lastIndexOf('.') + 1);
        return Modalities.of(type)
                .filter(modality -> FileFormat.named(modality.type().word(), extension).isPresent())
                .map(
                        modality ->
                                FileEncoding.resolve(
                                        modality.type(),
                                        Optional.of(extension),
                                        Optional.empty(),
                                        Optional.empty()))
                .orElse(FileEncoding.AS_IS);
    }

    Optional<Modality<?>> modality() {
        return Modalities.of(type);
    }

    /** The value of a medium; the field is not null. */
    MediaValue value(RowData row) {
        Modality<?> modality = modality().orElseThrow();
        return modality.type().fromRowData(row.getRow(field, modality.type().attributes().size()));
    }
}
