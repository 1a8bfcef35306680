// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.spi;

import io.multimodal.annotation.Public;
import io.multimodal.media.modality.Modalities;
import java.io.Serializable;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A column of a table of samples.
 *
 * @param name of the column
 * @param type of the column
 */
@Public
public record SampleColumn(String name, LogicalType type) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Whether its values are IMAGE, AUDIO, VIDEO, TENSOR or FILE. */
    public boolean isMedium() {
        return Modalities.of(type).isPresent();
    }

    /**
     * Checks that its values are media or have a text form ({@link TextValue}).
     *
     * @throws ValidationException if they are of another type
     */
    public void check() {
        if (!isMedium() && !TextValue.supports(type)) {
            throw new ValidationException(
                    "The column '%s' has the type %s; a field of a sample is IMAGE, AUDIO, VIDEO, TENSOR, FILE, STRING, BYTES, BOOLEAN or a number"
                            .formatted(name, type.asSummaryString()));
        }
    }
}
