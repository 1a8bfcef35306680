// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import io.multimodal.types.DeclaredType;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.planner.plan.nodes.calcite.Sink;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * Finds the values in a plan that can never be of the type that they are cast to or written as: a
 * {@code TENSOR('float32', 3, 224, 224)} as a {@code TENSOR('float32', 3, 10)}. Flink itself lets
 * them pass, since to it the parameters are comments.
 */
final class ParameterConflicts {
    private ParameterConflicts() {}

    /**
     * Looks at every cast and every sink of a plan.
     *
     * @throws ValidationException in one sentence that names both types
     */
    static void check(RelNode root) {
        root.accept(new Nodes());
    }

    private static void checkSink(Sink sink) {
        List<LogicalType> target =
                sink.contextResolvedTable()
                        .getResolvedSchema()
                        .toSinkRowDataType()
                        .getLogicalType()
                        .getChildren();
        LogicalType source = FlinkTypeFactory.toLogicalRowType(sink.getInput().getRowType());
        String table = sink.contextResolvedTable().getIdentifier().asSummaryString();
        if (source.getChildren().size() != target.size()) {
            return;
        }
        for (int i = 0; i < target.size(); i++) {
            String column = sink.contextResolvedTable().getResolvedSchema().getColumnNames().get(i);
            conflict(source.getChildren().get(i), target.get(i))
                    .ifPresent(
                            why -> {
                                throw new ValidationException(
                                        "Cannot write to the column '%s' of %s: %s"
                                                .formatted(column, table, why));
                            });
        }
    }

    /** Why no value of a type can become one of another; looks into arrays, maps and rows. */
    static Optional<String> conflict(LogicalType source, LogicalType target) {
        Optional<DeclaredType> declared = DeclaredType.of(target);
        if (declared.isPresent()) {
            return DeclaredType.of(source).flatMap(declared.get()::conflict);
        }
        List<LogicalType> from = source.getChildren();
        List<LogicalType> to = target.getChildren();
        for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
            Optional<String> inner = conflict(from.get(i), to.get(i));
            if (inner.isPresent()) {
                return inner;
            }
        }
        return Optional.empty();
    }

    /** Every node of a plan. */
    private static final class Nodes extends RelShuttleImpl {
        @Override
        public RelNode visit(RelNode node) {
            if (node instanceof Sink sink) {
                checkSink(sink);
            }
            node.accept(new Casts());
            return super.visit(node);
        }

        @Override
        protected RelNode visitChild(RelNode parent, int i, RelNode child) {
            parent.accept(new Casts());
            return super.visitChild(parent, i, child);
        }
    }

    /** Every cast of a node. */
    private static final class Casts extends RexShuttle {
        @Override
        public RexNode visitCall(RexCall call) {
            if (call.getKind() == SqlKind.CAST) {
                conflict(
                                FlinkTypeFactory.toLogicalType(call.getOperands().get(0).getType()),
                                FlinkTypeFactory.toLogicalType(call.getType()))
                        .ifPresent(
                                why -> {
                                    throw new ValidationException("Cannot cast: " + why);
                                });
            }
            return super.visitCall(call);
        }
    }
}
