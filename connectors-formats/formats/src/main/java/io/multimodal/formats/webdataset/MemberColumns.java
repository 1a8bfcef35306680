// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.TextValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/** The columns of a table of samples. */
final class MemberColumns {
    private MemberColumns() {}

    /**
     * Checks the columns of a table.
     *
     * @param suffixes by column, separated by ';'
     * @throws ValidationException if a column cannot be a member, or suffixes are of no column
     */
    static void check(List<SampleColumn> columns, Map<String, String> suffixes) {
        List<String> names = columns.stream().map(SampleColumn::name).toList();
        for (String named : new TreeSet<>(suffixes.keySet())) {
            if (!names.contains(named)) {
                throw new ValidationException(
                        "The option 'webdataset.suffixes' names the column '%s', and the columns are %s"
                                .formatted(named, names));
            }
        }
        of(columns, suffixes);
        columns.forEach(MemberColumns::checkType);
    }

    /** The members of columns. */
    static List<MemberColumn> of(List<SampleColumn> columns, Map<String, String> suffixes) {
        return columns.stream().map(column -> of(column.name(), suffixes)).toList();
    }

    private static MemberColumn of(String name, Map<String, String> suffixes) {
        List<String> own =
                Arrays.stream(suffixes.getOrDefault(name, name).split(";", -1))
                        .map(suffix -> suffix.strip().toLowerCase(Locale.ROOT))
                        .toList();
        if (own.contains("") || own.stream().anyMatch(suffix -> suffix.contains("/"))) {
            throw new ValidationException(
                    "The option 'webdataset.suffixes' has '%s' for the column '%s'; it takes suffixes such as 'jpg;jpeg', without a leading dot"
                            .formatted(suffixes.getOrDefault(name, name), name));
        }
        return new MemberColumn(name, own);
    }

    private static void checkType(SampleColumn column) {
        LogicalType type = column.type();
        boolean isOfTheSample =
                column.name().equals(MemberColumn.KEY) || column.name().equals(MemberColumn.URL);
        if (isOfTheSample && !type.is(LogicalTypeFamily.CHARACTER_STRING)) {
            throw new ValidationException(
                    "The column '%s' of a 'webdataset' table is a STRING, not %s"
                            .formatted(column.name(), type.asSummaryString()));
        } else if (!column.isMedium() && !TextValue.supports(type)) {
            throw new ValidationException(
                    "The column '%s' of a 'webdataset' table has the type %s; a member of a sample is IMAGE, AUDIO, VIDEO, TENSOR, FILE, STRING, BYTES, BOOLEAN or a number. Declare JSON as STRING and read it with JSON_VALUE"
                            .formatted(column.name(), type.asSummaryString()));
        }
    }
}
