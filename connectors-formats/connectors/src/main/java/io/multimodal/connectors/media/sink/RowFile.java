// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink;

import io.multimodal.types.MediaValue;
import java.io.Serializable;

/**
 * What a sink takes of a row; shipped to each writer.
 *
 * @param <T> the type of the rows
 */
public interface RowFile<T> extends Serializable {
    /** The medium that is written; null if there is none. */
    MediaValue medium(T row);

    /** The text of a column, as it is part of a path; null for NULL. */
    String column(T row, String name);
}
