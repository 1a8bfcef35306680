// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.check;

import io.multimodal.annotation.Public;
import io.multimodal.types.DeclaredType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * The declared types of a value, and where they are in it: {@code IMAGE('RGB')} itself, or {@code
 * ROW<-, ARRAY<IMAGE('RGB')>>}, where {@code -} stands for a part that needs no check. Immutable
 * and thread-safe.
 */
@Public
public sealed interface DeclaredValue {
    /**
     * The checks that are needed when a value of one type becomes one of another; empty if none is.
     */
    static Optional<DeclaredValue> needed(LogicalType source, LogicalType target) {
        DeclaredValue needed = NeededChecks.between(Optional.of(source), target);
        return needed instanceof Anything ? Optional.empty() : Optional.of(needed);
    }

    /** The declared value of this type with these declared children. */
    static DeclaredValue of(LogicalType type, List<DeclaredValue> children) {
        if (children.stream().allMatch(Anything.class::isInstance)) {
            return new Anything();
        }
        return switch (type.getTypeRoot()) {
            case ARRAY -> new Elements(children.get(0));
            case MAP -> new Entries(children.get(0), children.get(1));
            case MULTISET -> new Entries(children.get(0), new Anything());
            case ROW, STRUCTURED_TYPE -> new Fields(children);
            default -> new Anything();
        };
    }

    /**
     * The declared value of a text.
     *
     * @throws IllegalArgumentException if the text does not declare a value
     */
    static DeclaredValue parse(String text) {
        return new DeclaredValueText(text).read();
    }

    /**
     * The reason why a value is not of the declared type; empty if it is.
     *
     * @param value in Flink's internal form; null for null
     */
    Optional<String> mismatch(Object value);

    /** The element of an array, which is not null. */
    Object in(ArrayData array, int index);

    /** The field of a row, which is not null. */
    Object in(RowData row, int index);

    /** Any value. */
    record Anything() implements DeclaredValue {
        @Override
        public Optional<String> mismatch(Object value) {
            return Optional.empty();
        }

        @Override
        public Object in(ArrayData array, int index) {
            return null;
        }

        @Override
        public Object in(RowData row, int index) {
            return null;
        }

        @Override
        public String toString() {
            return "-";
        }
    }

    /** A multimodal value. */
    record Medium(DeclaredType type) implements DeclaredValue {
        @Override
        public Optional<String> mismatch(Object value) {
            return value == null
                    ? Optional.empty()
                    : type.mismatch(type.type().fromRowData((RowData) value));
        }

        @Override
        public Object in(ArrayData array, int index) {
            return array.getRow(index, type.type().attributes().size());
        }

        @Override
        public Object in(RowData row, int index) {
            return row.getRow(index, type.type().attributes().size());
        }

        @Override
        public String toString() {
            return type.toSql();
        }
    }

    /** An array of such values. */
    record Elements(DeclaredValue element) implements DeclaredValue {
        @Override
        public Optional<String> mismatch(Object value) {
            return value == null ? Optional.empty() : mismatch((ArrayData) value, element);
        }

        private static Optional<String> mismatch(ArrayData array, DeclaredValue element) {
            for (int i = 0; i < array.size(); i++) {
                if (!array.isNullAt(i)) {
                    Optional<String> mismatch = element.mismatch(element.in(array, i));
                    if (mismatch.isPresent()) {
                        return mismatch;
                    }
                }
            }
            return Optional.empty();
        }

        @Override
        public Object in(ArrayData array, int index) {
            return array.getArray(index);
        }

        @Override
        public Object in(RowData row, int index) {
            return row.getArray(index);
        }

        @Override
        public String toString() {
            return "ARRAY<" + element + ">";
        }
    }

    /** A map, or a multiset, which is a map from its elements to their counts. */
    record Entries(DeclaredValue key, DeclaredValue value) implements DeclaredValue {
        @Override
        public Optional<String> mismatch(Object map) {
            if (map == null) {
                return Optional.empty();
            }
            return Elements.mismatch(((MapData) map).keyArray(), key)
                    .or(() -> Elements.mismatch(((MapData) map).valueArray(), value));
        }

        @Override
        public Object in(ArrayData array, int index) {
            return array.getMap(index);
        }

        @Override
        public Object in(RowData row, int index) {
            return row.getMap(index);
        }

        @Override
        public String toString() {
            return "MAP<" + key + ", " + value + ">";
        }
    }

    /** A row. */
    record Fields(List<DeclaredValue> fields) implements DeclaredValue {
        public Fields {
            fields = List.copyOf(fields);
        }

        @Override
        public Optional<String> mismatch(Object value) {
            if (!(value instanceof RowData row)) {
                return Optional.empty();
            }
            for (int i = 0; i < fields.size(); i++) {
                if (!row.isNullAt(i)) {
                    Optional<String> mismatch = fields.get(i).mismatch(fields.get(i).in(row, i));
                    if (mismatch.isPresent()) {
                        return mismatch;
                    }
                }
            }
            return Optional.empty();
        }

        @Override
        public Object in(ArrayData array, int index) {
            return array.getRow(index, fields.size());
        }

        @Override
        public Object in(RowData row, int index) {
            return row.getRow(index, fields.size());
        }

        @Override
        public String toString() {
            return fields.stream()
                    .map(DeclaredValue::toString)
                    .collect(Collectors.joining(", ", "ROW<", ">"));
        }
    }
}
