// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell.gallery;

import io.multimodal.types.MediaValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * The rows of a query, in memory: media as references. Thread-safe once they are collected.
 *
 * <p>It takes rows until there are as many as wanted, or until their texts would take more than a
 * quarter of the heap, and says which of them it was.
 */
final class GalleryRows {
    private static final int EVERY = 5_000;
    private static final int OF_A_CELL = 48;

    private final List<Column> columns;
    private final List<Object[]> rows;
    private final String leftOut;
    private Wanted lastWanted;
    private int[] lastView = {};

    /**
     * Which rows are shown, and in which order.
     *
     * @param search a part of the text of any column, in whichever case; empty for all rows
     * @param filters by the number of the column, see {@link Filter}
     * @param sort the number of the column, or -1 for the order of the query
     * @param descending the largest first; rows without a value are always last
     */
    record Wanted(String search, Map<Integer, String> filters, int sort, boolean descending) {}

    private GalleryRows(List<Column> columns, List<Object[]> rows, String leftOut) {
        this.columns = List.copyOf(columns);
        this.rows = rows;
        this.leftOut = leftOut;
    }

    /**
     * Runs a query. Blocks until it has ended or there are enough rows; the job is cancelled then.
     *
     * @param limit the most rows
     * @param progress is told the number of rows now and then
     */
    static GalleryRows collect(TableResult result, int limit, IntConsumer progress)
            throws Exception {
        ResolvedSchema schema = result.getResolvedSchema();
        List<Column> columns =
                schema.getColumns().stream()
                        .map(c -> Column.of(c.getName(), c.getDataType().getLogicalType()))
                        .toList();
        List<Object[]> rows = new ArrayList<>();
        long room = Runtime.getRuntime().maxMemory() / 4;
        String leftOut = "";
        try (CloseableIterator<Row> all = result.collect()) {
            while (all.hasNext()) {
                Row row = all.next();
                if (rows.size() == limit) {
                    leftOut = "The query has more rows; these are the first " + limit;
                    break;
                }
                Object[] cells = new Object[row.getArity()];
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = row.getField(i);
                    room -= OF_A_CELL + memory(cells[i]);
                }
                if (room < 0) {
                    leftOut = "More rows than these do not fit into a quarter of Java's heap";
                    break;
                }
                rows.add(cells);
                if (rows.size() % EVERY == 0) {
                    progress.accept(rows.size());
                }
            }
        }
        return new GalleryRows(columns, rows, leftOut);
    }

    /** About how many bytes a value takes. */
    private static long memory(Object value) {
        if (value instanceof MediaValue media) {
            return media.object().length + 4L * OF_A_CELL;
        }
        if (value instanceof byte[] bytes) {
            return bytes.length;
        }
        if (value instanceof String text) {
            return 2L * text.length();
        }
        return value == null || value instanceof Number ? 0 : 2L * CellText.of(value).length();
    }

    List<Column> columns() {
        return columns;
    }

    /** How many rows there are in all. */
    int size() {
        return rows.size();
    }

    /** Why there are no more rows; empty where these are all. */
    String leftOut() {
        return leftOut;
    }

    /**
     * A value; null where the row has none.
     *
     * @throws IndexOutOfBoundsException if there is no such row or column
     */
    Object value(int row, int column) {
        return rows.get(row)[column];
    }

    /** The numbers of the rows that are wanted, in order. The last answer is kept. */
    synchronized int[] view(Wanted wanted) {
        if (!wanted.equals(lastWanted)) {
            lastView = find(wanted);
            lastWanted = wanted;
        }
        return lastView;
    }

    private int[] find(Wanted wanted) {
        Predicate<Object[]> test = row -> true;
        for (Map.Entry<Integer, String> filter : wanted.filters().entrySet()) {
            int at = filter.getKey();
            Predicate<Object> of = Filter.of(columns.get(at), filter.getValue());
            test = test.and(row -> of.test(row[at]));
        }
        if (!wanted.search().isBlank()) {
            String part = wanted.search().strip().toLowerCase(Locale.ROOT);
            test =
                    test.and(
                            row ->
                                    Arrays.stream(row)
                                            .anyMatch(
                                                    value ->
                                                            value != null
                                                                    && CellText.of(value)
                                                                            .toLowerCase(
                                                                                    Locale.ROOT)
                                                                            .contains(part)));
        }
        Predicate<Object[]> found = test;
        IntStream numbers = IntStream.range(0, rows.size()).filter(i -> found.test(rows.get(i)));
        if (wanted.sort() < 0) {
            return numbers.toArray();
        }
        Comparator<Object> order =
                wanted.descending() ? CellOrder.INSTANCE.reversed() : CellOrder.INSTANCE;
        return numbers.boxed()
                .sorted(
                        Comparator.comparing(
                                i -> rows.get(i)[wanted.sort()], Comparator.nullsLast(order)))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
