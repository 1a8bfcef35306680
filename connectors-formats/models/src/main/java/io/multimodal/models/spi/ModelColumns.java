// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import io.multimodal.types.ImageType;
import java.io.Serializable;
import java.util.List;

/**
 * The columns that CREATE MODEL declares. Immutable and thread-safe.
 *
 * @param inputs at least one
 * @param outputs empty where they are not known; a task then gives what suits it best
 */
@Public
public record ModelColumns(List<ModelColumn> inputs, List<ModelColumn> outputs)
        implements Serializable {
    /** One column IMAGE, and any output. */
    public static final ModelColumns OF_IMAGE =
            new ModelColumns(
                    List.of(new ModelColumn("img", ImageType.TYPE.logicalType())), List.of());

    public ModelColumns {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
