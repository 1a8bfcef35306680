// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.train;

import io.multimodal.types.training.PlannedTraining;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.TypeLiteralExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.operations.AggregateQueryOperation;
import org.apache.flink.table.operations.ProjectQueryOperation;
import org.apache.flink.table.operations.QueryOperation;
import org.apache.flink.table.types.DataType;

/** {@code SELECT TRAIN(CAST(features AS …), …) FROM (query)}. */
final class TrainingQuery {
    private static final String TRAINED = "trained";
    private static final DataType OPTIONS = DataTypes.MAP(DataTypes.STRING(), DataTypes.STRING());

    private TrainingQuery() {}

    static QueryOperation of(QueryOperation query, PlannedTraining training) {
        List<Column> columns = query.getResolvedSchema().getColumns();
        List<Column> cast = new ArrayList<>();
        List<ResolvedExpression> values = new ArrayList<>();
        List<ResolvedExpression> arguments = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).getName();
            DataType type = training.arguments().get(i);
            values.add(
                    CallExpression.permanent(
                            BuiltInFunctionDefinitions.CAST,
                            List.of(
                                    new FieldReferenceExpression(
                                            name, columns.get(i).getDataType(), 0, i),
                                    new TypeLiteralExpression(type)),
                            type));
            cast.add(Column.physical(name, type));
            arguments.add(new FieldReferenceExpression(name, type, 0, i));
        }
        ResolvedExpression aggregate =
                CallExpression.anonymous(training.aggregate(), arguments, OPTIONS);
        return new AggregateQueryOperation(
                List.of(),
                List.of(
                        CallExpression.permanent(
                                BuiltInFunctionDefinitions.AS,
                                List.of(aggregate, new ValueLiteralExpression(TRAINED)),
                                OPTIONS)),
                new ProjectQueryOperation(values, query, ResolvedSchema.of(cast)),
                ResolvedSchema.of(Column.physical(TRAINED, OPTIONS)));
    }
}
