// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.ai;

import io.multimodal.types.instruction.InstructedModelFactory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.CatalogModel;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedCatalogModel;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.apache.flink.table.types.utils.TypeConversions;

/** What a call tells its model to answer. It is the last parameter of a function, of this name. */
enum Instruction {
    /** The labels of which the answer is one. */
    LABELS("an ARRAY of at least two different texts, such as ARRAY['cat', 'dog']") {
        @Override
        Optional<String> read(SqlNode value) {
            if (value.getKind() != SqlKind.ARRAY_VALUE_CONSTRUCTOR) {
                return Optional.empty();
            }
            List<String> labels = labels(value);
            boolean areTexts = labels.stream().allMatch(label -> label != null && !label.isBlank());
            boolean differ = new HashSet<>(labels).size() == labels.size();
            return areTexts && differ && labels.size() > 1
                    ? Optional.of(
                            labels.stream()
                                    .map(label -> "'" + label.replace("'", "''") + "'")
                                    .collect(Collectors.joining(", ", "[", "]")))
                    : Optional.empty();
        }

        private static List<String> labels(SqlNode array) {
            return ((SqlCall) array)
                    .getOperandList().stream().map(label -> text(label).orElse(null)).toList();
        }

        @Override
        ResolvedCatalogModel told(
                String name,
                ResolvedCatalogModel model,
                SqlNode value,
                InstructedModelFactory provider) {
            Column first = model.getResolvedOutputSchema().getColumns().get(0);
            if (!first.getDataType().getLogicalType().is(LogicalTypeFamily.CHARACTER_STRING)) {
                throw new ValidationException(
                        "takes a model whose first output is STRING if it has LABELS, but that of the model %s is %s %s"
                                .formatted(
                                        name,
                                        first.getName(),
                                        TypeText.of(first.getDataType().getLogicalType())));
            }
            Map<String, String> options = new HashMap<>(model.getOptions());
            options.putAll(
                    new Configuration().set(provider.labels(), List.copyOf(labels(value))).toMap());
            return model(model, model.getResolvedOutputSchema(), options);
        }
    },
    /** The columns of which the answer is a row. */
    SCHEMA(
            "a text with columns as in CREATE TABLE, such as 'name STRING, total DECIMAL(10, 2), items ARRAY<STRING>'") {
        @Override
        Optional<String> read(SqlNode value) {
            return text(value).map(columns -> "(" + columns.strip() + ")");
        }

        @Override
        ResolvedCatalogModel told(
                String name,
                ResolvedCatalogModel model,
                SqlNode value,
                InstructedModelFactory provider) {
            return model(
                    model,
                    ResolvedSchema.of(Column.physical("extracted", row(value))),
                    model.getOptions());
        }

        private DataType row(SqlNode value) {
            String columns = text(value).orElseThrow();
            try {
                return TypeConversions.fromLogicalToDataType(
                        LogicalTypeParser.parse(
                                "ROW<" + columns + ">", Instruction.class.getClassLoader()));
            } catch (ValidationException e) {
                throw new ValidationException(
                        "takes as its %s %s; '%s' is none: %s"
                                .formatted(this, description(), columns, e.getMessage()));
            }
        }
    };

    private final String description;

    Instruction(String description) {
        this.description = description;
    }

    /** What a statement writes for it. */
    String description() {
        return description;
    }

    /**
     * What it says, as one line that tells it from others; empty if a statement may not write it.
     */
    abstract Optional<String> read(SqlNode value);

    /**
     * The model that answers so.
     *
     * @param name of the declared model, for messages
     * @param value that can be read
     * @throws ValidationException if the model cannot; the message begins with a verb
     */
    abstract ResolvedCatalogModel told(
            String name,
            ResolvedCatalogModel model,
            SqlNode value,
            InstructedModelFactory provider);

    private static Optional<String> text(SqlNode literal) {
        return literal instanceof SqlCharStringLiteral text
                ? Optional.of(text.getValueAs(String.class))
                : Optional.empty();
    }

    private static ResolvedCatalogModel model(
            ResolvedCatalogModel declared, ResolvedSchema output, Map<String, String> options) {
        return ResolvedCatalogModel.of(
                CatalogModel.of(
                        declared.getInputSchema(),
                        Schema.newBuilder().fromResolvedSchema(output).build(),
                        options,
                        declared.getComment()),
                declared.getResolvedInputSchema(),
                output);
    }
}
