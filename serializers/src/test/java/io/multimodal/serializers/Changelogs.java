// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;

/** Reads the changes that a streaming query tells of. */
@SuppressWarnings("try") // Flink's iterator may throw InterruptedException when it is closed
final class Changelogs {
    private Changelogs() {}

    /** The rows that are there when all changes were made; the changes are consistent. */
    static List<Row> end(TableResult result) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> changes = result.collect()) {
            while (changes.hasNext()) {
                Row change = changes.next();
                RowKind kind = change.getKind();
                change.setKind(RowKind.INSERT);
                if (kind == RowKind.INSERT || kind == RowKind.UPDATE_AFTER) {
                    rows.add(change);
                } else if (!rows.remove(change)) {
                    throw new AssertionError("Taken back and never told: " + change);
                }
            }
        }
        return rows;
    }
}
