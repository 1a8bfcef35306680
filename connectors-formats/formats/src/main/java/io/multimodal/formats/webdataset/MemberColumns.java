// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import io.multimodal.media.modality.Modalities;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/** The columns of a table of samples. */
final class MemberColumns {
    private MemberColumns() {}

    /**
     * The columns of a row.
     *
     * @param row the physical columns
     * @param suffixes by column, separated by ';'
     * @throws ValidationException if a column cannot be a member, or suffixes are of no column
     */
    static List<MemberColumn> of(DataType row, Map<String, String> suffixes) {
        List<String> names = DataType.getFieldNames(row);
        for (String named : new TreeSet<>(suffixes.keySet())) {
            if (!names.contains(named)) {
                throw new ValidationException(
                        "The option 'webdataset.suffixes' names the column '%s', and the columns are %s"
                                .formatted(named, names));
            }
        }
        List<MemberColumn> columns = new ArrayList<>();
        for (DataTypes.Field field : DataType.getFields(row)) {
            columns.add(column(field, suffixes));
        }
        return columns;
    }

    private static MemberColumn column(DataTypes.Field field, Map<String, String> suffixes) {
        String name = field.getName();
        LogicalType type = field.getDataType().getLogicalType();
        List<String> own =
                Arrays.stream(suffixes.getOrDefault(name, name).split(";", -1))
                        .map(suffix -> suffix.strip().toLowerCase(Locale.ROOT))
                        .toList();
        if (own.contains("") || own.stream().anyMatch(suffix -> suffix.contains("/"))) {
            throw new ValidationException(
                    "The option 'webdataset.suffixes' has '%s' for the column '%s'; it takes suffixes such as 'jpg;jpeg', without a leading dot"
                            .formatted(suffixes.getOrDefault(name, name), name));
        }
        MemberColumn column = new MemberColumn(name, type, own);
        if (column.isOfTheSample()) {
            if (!type.is(LogicalTypeFamily.CHARACTER_STRING)) {
                throw new ValidationException(
                        "The column '%s' of a 'webdataset' table is a STRING, not %s"
                                .formatted(name, type.asSummaryString()));
            }
        } else if (Modalities.of(type).isEmpty() && !TextValue.supports(type)) {
            throw new ValidationException(
                    "The column '%s' of a 'webdataset' table has the type %s; a member of a sample is IMAGE, AUDIO, VIDEO, TENSOR, FILE, STRING, BYTES, BOOLEAN or a number. Declare JSON as STRING and read it with JSON_VALUE"
                            .formatted(name, type.asSummaryString()));
        }
        return column;
    }
}
