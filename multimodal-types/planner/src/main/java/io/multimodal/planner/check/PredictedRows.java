// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.check;

import io.multimodal.types.config.ConcurrentRows;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.api.config.MLPredictRuntimeConfigOptions;
import org.apache.flink.table.planner.calcite.RexModelCall;
import org.apache.flink.table.planner.functions.sql.FlinkSqlOperatorTable;
import org.apache.flink.table.planner.utils.ShortcutUtils;

/**
 * How many rows {@code ML_PREDICT} has in flight: what the session or the call says, else what the
 * provider of the model says, as if the call had said so.
 */
final class PredictedRows {
    private static final String KEY =
            MLPredictRuntimeConfigOptions.ASYNC_MAX_CONCURRENT_OPERATIONS.key();

    /** The place of the options among the parameters of {@code ML_PREDICT}. */
    private static final int OPTIONS = 3;

    private PredictedRows() {}

    /** The call itself, unless it is one whose provider is to decide. */
    static RexCall inFlight(RelOptCluster cluster, RexCall call) {
        OptionalInt rows = ofProvider(call);
        if (rows.isEmpty()
                || call.getOperands().size() < OPTIONS
                || ShortcutUtils.unwrapTableConfig(cluster)
                        .getOptional(
                                ExecutionConfigOptions
                                        .TABLE_EXEC_ASYNC_ML_PREDICT_MAX_CONCURRENT_OPERATIONS)
                        .isPresent()) {
            return call;
        }
        RexNode given =
                call.getOperands().size() > OPTIONS ? call.getOperands().get(OPTIONS) : null;
        boolean isMap = given != null && given.getKind() == SqlKind.MAP_VALUE_CONSTRUCTOR;
        boolean isLeftOut = given == null || given.getKind() == SqlKind.DEFAULT;
        List<RexNode> options = isMap ? ((RexCall) given).getOperands() : List.of();
        if ((!isMap && !isLeftOut)
                || options.stream().anyMatch(option -> text(option).equals(KEY))) {
            return call;
        }
        RexBuilder builder = cluster.getRexBuilder();
        List<RexNode> all = new ArrayList<>(options);
        all.add(builder.makeLiteral(KEY));
        all.add(builder.makeLiteral(Integer.toString(rows.getAsInt())));
        List<RexNode> operands = new ArrayList<>(call.getOperands().subList(0, OPTIONS));
        operands.add(
                builder.makeCall(
                        mapType(cluster), FlinkSqlOperatorTable.MAP_VALUE_CONSTRUCTOR, all));
        return call.clone(call.getType(), operands);
    }

    private static OptionalInt ofProvider(RexCall call) {
        return call.getOperands().stream()
                .filter(RexModelCall.class::isInstance)
                .map(model -> ((RexModelCall) model).getModelProvider())
                .filter(ConcurrentRows.class::isInstance)
                .mapToInt(provider -> ((ConcurrentRows) provider).rowsInFlight())
                .findFirst();
    }

    private static String text(RexNode option) {
        RexNode literal =
                option.getKind() == SqlKind.CAST ? ((RexCall) option).getOperands().get(0) : option;
        return literal instanceof RexLiteral text && text.getValueAs(String.class) != null
                ? text.getValueAs(String.class)
                : "";
    }

    private static RelDataType mapType(RelOptCluster cluster) {
        RelDataType text =
                cluster.getTypeFactory().createSqlType(SqlTypeName.VARCHAR, Integer.MAX_VALUE);
        return cluster.getTypeFactory().createMapType(text, text);
    }
}
