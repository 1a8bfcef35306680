// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.task;

import io.multimodal.media.MediaRuntime;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import java.io.IOException;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/** How a model's outputs become a row, whatever the inputs were. Immutable and thread-safe. */
public interface RowOutput {
    /** The types of the output columns, all nullable. */
    List<LogicalType> types();

    /**
     * The output row.
     *
     * @param media where new objects go
     * @throws ModelException if the output has not the shape that is needed; it names both
     * @throws IOException if an object cannot be put into the store
     */
    RowData decode(ModelOutput output, MediaRuntime media) throws IOException;

    /** Everything that the row depends on beside the outputs, as one line. */
    String identity();
}
