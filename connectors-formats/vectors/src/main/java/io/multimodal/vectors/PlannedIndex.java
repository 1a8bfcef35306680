// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors;

import io.multimodal.vectors.segment.VectorIndex;
import java.io.IOException;
import org.apache.flink.table.api.ValidationException;

/** Checks an index when a statement is planned, which says more than a job that fails. */
final class PlannedIndex {
    private PlannedIndex() {}

    static void check(VectorIndex index) {
        try {
            index.check();
        } catch (IOException e) {
            throw new ValidationException(e.getMessage(), e);
        }
    }
}
