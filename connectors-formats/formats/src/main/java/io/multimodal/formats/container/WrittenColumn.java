// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.container;

import io.multimodal.connectors.media.sink.content.FileEncoding;
import io.multimodal.connectors.media.sink.content.FileFormat;
import io.multimodal.formats.spi.ContainerFormat;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.media.modality.Modalities;
import io.multimodal.media.modality.Modality;
import io.multimodal.types.MediaValue;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.data.RowData;

/**
 * A column as it is written.
 *
 * @param field its position in the row
 * @param encoding of its media: as the format says, if that is a format of its type
 */
record WrittenColumn(int field, SampleColumn column, FileEncoding encoding)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    static List<WrittenColumn> of(ContainerFormat format, List<SampleColumn> columns) {
        List<WrittenColumn> written = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            SampleColumn column = columns.get(i);
            written.add(new WrittenColumn(i, column, encoding(column, format.encoding(column))));
        }
        return List.copyOf(written);
    }

    private static FileEncoding encoding(SampleColumn column, Optional<String> extension) {
        return Modalities.of(column.type())
                .filter(
                        modality ->
                                extension
                                        .flatMap(
                                                end ->
                                                        FileFormat.named(
                                                                modality.type().word(), end))
                                        .isPresent())
                .map(
                        modality ->
                                FileEncoding.resolve(
                                        modality.type(),
                                        extension,
                                        Optional.empty(),
                                        Optional.empty()))
                .orElse(FileEncoding.AS_IS);
    }

    /** The value of a medium; the field is not null. */
    MediaValue value(RowData row) {
        Modality<?> modality = Modalities.of(column.type()).orElseThrow();
        return modality.type().fromRowData(row.getRow(field, modality.type().attributes().size()));
    }
}
