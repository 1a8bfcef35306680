// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.support;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** The rows of queries, in the order in which they come. */
public final class Rows {
    private Rows() {}

    /** All rows of a query that ends. Blocks until then. */
    public static List<Row> of(TableEnvironment env, String query) throws Exception {
        return of(env.executeSql(query));
    }

    /** All rows of a result that ends. Blocks until then. */
    public static List<Row> of(TableResult result) throws Exception {
        return first(result, Integer.MAX_VALUE);
    }

    /** So many rows of a query, which may be endless. Blocks until they are there. */
    public static List<Row> first(TableEnvironment env, String query, int count) throws Exception {
        return first(env.executeSql(query), count);
    }

    private static List<Row> first(TableResult result, int count) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> all = result.collect()) {
            while (rows.size() < count && all.hasNext()) {
                rows.add(all.next());
            }
        }
        return rows;
    }
}
