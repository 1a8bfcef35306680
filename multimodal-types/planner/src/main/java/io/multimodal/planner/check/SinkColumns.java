// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.check;

import io.multimodal.types.check.DeclaredValue;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.planner.plan.nodes.calcite.Sink;
import org.apache.flink.table.types.logical.LogicalType;

/** The columns that a sink writes, by position, and the types that they are declared as. */
final class SinkColumns {
    private final Sink sink;
    private final List<LogicalType> sources;
    private final List<LogicalType> targets;

    private SinkColumns(Sink sink) {
        this.sink = sink;
        this.sources =
                FlinkTypeFactory.toLogicalRowType(sink.getInput().getRowType()).getChildren();
        this.targets =
                sink.contextResolvedTable()
                        .getResolvedSchema()
                        .toSinkRowDataType()
                        .getLogicalType()
                        .getChildren();
    }

    /** The sink with a check of each value before it, where Flink writes without a cast. */
    static RelNode checked(Sink sink, ReferenceBorder border) {
        SinkColumns columns = new SinkColumns(sink);
        return columns.sources.size() == columns.targets.size() ? columns.checked(border) : sink;
    }

    private RelNode checked(ReferenceBorder border) {
        RelNode input =
                MappedColumns.of(
                        sink.getInput(), column -> checked(column, column.getIndex(), border));
        return input.equals(sink.getInput()) ? sink : sink.copy(sink.getTraitSet(), List.of(input));
    }

    private RexNode checked(RexNode column, int index, ReferenceBorder border) {
        refuseConflict(index);
        SinkBorder target = SinkBorder.of(targets.get(index), sink.tableSink());
        RexNode value = border.written(sink.getCluster(), column, target);
        return DeclaredValue.needed(sources.get(index), targets.get(index))
                .map(declared -> ValueCheck.of(sink.getCluster(), value, declared, false))
                .orElse(value);
    }

    private void refuseConflict(int column) {
        ParameterConflict.between(sources.get(column), targets.get(column))
                .ifPresent(
                        why -> {
                            throw new ValidationException(
                                    "Cannot write column %d of %s: %s"
                                            .formatted(
                                                    column + 1,
                                                    sink.contextResolvedTable()
                                                            .getIdentifier()
                                                            .asSummaryString(),
                                                    why));
                        });
    }
}
