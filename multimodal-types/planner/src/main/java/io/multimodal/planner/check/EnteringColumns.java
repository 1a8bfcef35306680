// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.check;

import io.multimodal.planner.coercion.MediaTypes;
import io.multimodal.types.signature.MediaCrossing;
import io.multimodal.types.signature.VouchedReferences;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexCall;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.planner.functions.bridging.BridgingSqlFunction;
import org.apache.flink.table.planner.functions.sql.ml.SqlVectorSearchTableFunction;
import org.apache.flink.table.planner.plan.nodes.calcite.TableAggregate;
import org.apache.flink.table.planner.plan.schema.IntermediateRelTable;
import org.apache.flink.table.planner.plan.schema.TableSourceTable;

/** Columns by which references enter SQL: of tables, table functions, models and aggregates. */
final class EnteringColumns {
    private EnteringColumns() {}

    /** The node itself, or the check of its media on top of it. */
    static RelNode verified(RelNode node) {
        if (node instanceof TableScan scan) {
            return isVouched(scan.getTable()) ? node : verified(node, column -> true);
        } else if (node instanceof TableFunctionScan scan) {
            PredictedColumns.refuseRows(scan);
            return isVouched(scan)
                    ? node
                    : verified(node, column -> !PredictedColumns.isPassedOn(scan, column));
        } else if (node instanceof Correlate correlate) {
            int joined = correlate.getLeft().getRowType().getFieldCount();
            return lateral(correlate.getRight()).filter(scan -> !isVouched(scan)).isPresent()
                    ? verified(node, column -> column >= joined)
                    : node;
        } else if (node instanceof Aggregate aggregate) {
            int keys = aggregate.getGroupCount();
            return verified(
                    node,
                    column ->
                            column >= keys
                                    && column - keys < aggregate.getAggCallList().size()
                                    && makesMedia(
                                            aggregate,
                                            aggregate.getAggCallList().get(column - keys)));
        } else if (node instanceof TableAggregate aggregate) {
            int keys = aggregate.getGroupSet().cardinality();
            return aggregate.getAggCallList().stream().anyMatch(call -> makesMedia(aggregate, call))
                    ? verified(node, column -> column >= keys)
                    : node;
        }
        return node;
    }

    /**
     * The table function that a row is joined with. Flink makes one operator of the join, the
     * function and a filter, and forgets what is projected in between: the check comes after it.
     */
    static Optional<TableFunctionScan> lateral(RelNode right) {
        if (right instanceof TableFunctionScan scan) {
            return Optional.of(scan);
        }
        return right instanceof Filter || right instanceof Project
                ? lateral(right.getInput(0))
                : Optional.empty();
    }

    /**
     * Whether a function is {@code VECTOR_SEARCH}: the rows of the table that it searches, its only
     * input, come out of it, and Flink knows no node between the two.
     */
    static boolean isSearch(RelNode node) {
        return node instanceof TableFunctionScan scan
                && ((RexCall) scan.getCall()).getOperator() instanceof SqlVectorSearchTableFunction;
    }

    private static RelNode verified(RelNode node, IntPredicate enters) {
        return MappedColumns.of(
                node,
                column ->
                        enters.test(column.getIndex())
                                ? ReferenceBorder.verified(
                                        node.getCluster(),
                                        column,
                                        MediaCrossing.all(
                                                FlinkTypeFactory.toLogicalType(column.getType())),
                                        false)
                                : column);
    }

    /** Our own sources, and what another part of the same plan made. */
    private static boolean isVouched(RelOptTable table) {
        if (table.unwrap(IntermediateRelTable.class) != null) {
            return true;
        }
        TableSourceTable source = table.unwrap(TableSourceTable.class);
        return source != null && source.tableSource() instanceof VouchedReferences;
    }

    /** A function of ours, or one that is given media, which is trusted with what it makes. */
    private static boolean isVouched(TableFunctionScan scan) {
        RexCall call = (RexCall) scan.getCall();
        if (call.getOperator() instanceof BridgingSqlFunction function
                && function.getDefinition() instanceof VouchedReferences) {
            return true;
        }
        return !PredictedColumns.isPrediction(scan)
                && !isSearch(scan)
                && (scan.getInputs().stream()
                                .anyMatch(input -> MediaTypes.holdsMedia(input.getRowType()))
                        || call.getOperands().stream()
                                .anyMatch(operand -> MediaTypes.holdsMedia(operand.getType())));
    }

    private static boolean makesMedia(SingleRel aggregate, AggregateCall call) {
        List<RelDataTypeField> columns = aggregate.getInput().getRowType().getFieldList();
        return call.getArgList().stream()
                .noneMatch(column -> MediaTypes.holdsMedia(columns.get(column).getType()));
    }
}
