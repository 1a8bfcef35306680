// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.flink.table.planner.plan.nodes.calcite.LogicalTableAggregate;
import org.apache.flink.table.planner.plan.nodes.calcite.LogicalWindowTableAggregate;
import org.apache.flink.table.planner.plan.nodes.calcite.TableAggregate;

/** The columns that aggregates are given: rows that are passed for media are verified below. */
final class AggregatedColumns {
    private final ReferenceBorder border;
    private final RelNode input;

    /** The columns of the input, and behind them the arguments in their place. */
    private final List<RexNode> columns = new ArrayList<>();

    private AggregatedColumns(RelNode input, ReferenceBorder border) {
        this.border = border;
        this.input = input;
        for (int i = 0; i < input.getRowType().getFieldCount(); i++) {
            columns.add(input.getCluster().getRexBuilder().makeInputRef(input, i));
        }
    }

    /** The node itself, or the same aggregates over other arguments. */
    static RelNode crossed(RelNode node, ReferenceBorder border) {
        if (node instanceof Aggregate aggregate) {
            AggregatedColumns given = new AggregatedColumns(aggregate.getInput(), border);
            List<AggregateCall> calls = given.crossed(aggregate.getAggCallList());
            return given.isInput()
                    ? node
                    : aggregate.copy(
                            aggregate.getTraitSet(),
                            given.project(),
                            aggregate.getGroupSet(),
                            aggregate.getGroupSets(),
                            calls);
        } else if (node instanceof TableAggregate aggregate) {
            AggregatedColumns given = new AggregatedColumns(aggregate.getInput(), border);
            List<AggregateCall> calls = given.crossed(aggregate.getAggCallList());
            return given.isInput() ? node : copy(aggregate, given.project(), calls);
        }
        return node;
    }

    private static RelNode copy(
            TableAggregate aggregate, RelNode input, List<AggregateCall> calls) {
        return aggregate instanceof LogicalWindowTableAggregate windowed
                ? new LogicalWindowTableAggregate(
                        aggregate.getCluster(),
                        aggregate.getTraitSet(),
                        input,
                        aggregate.getGroupSet(),
                        aggregate.getGroupSets(),
                        calls,
                        windowed.getWindow(),
                        windowed.getNamedProperties())
                : new LogicalTableAggregate(
                        aggregate.getCluster(),
                        aggregate.getTraitSet(),
                        input,
                        aggregate.getGroupSet(),
                        aggregate.getGroupSets(),
                        calls);
    }

    private List<AggregateCall> crossed(List<AggregateCall> calls) {
        return calls.stream().map(this::crossed).toList();
    }

    private AggregateCall crossed(AggregateCall aggregate) {
        RelOptCluster cluster = input.getCluster();
        List<RexNode> given = new ArrayList<>();
        for (int column : aggregate.getArgList()) {
            given.add(columns.get(column));
        }
        RexCall call =
                (RexCall)
                        cluster.getRexBuilder()
                                .makeCall(aggregate.getType(), aggregate.getAggregation(), given);
        List<RexNode> crossed = border.operands(cluster, call).getOperands();
        if (crossed.equals(given)) {
            return aggregate;
        }
        List<Integer> arguments = new ArrayList<>(aggregate.getArgList());
        for (int i = 0; i < arguments.size(); i++) {
            if (!crossed.get(i).equals(given.get(i))) {
                arguments.set(i, columns.size());
                columns.add(crossed.get(i));
            }
        }
        return aggregate.withArgList(arguments);
    }

    private boolean isInput() {
        return columns.size() == input.getRowType().getFieldCount();
    }

    private RelNode project() {
        List<String> names = new ArrayList<>(input.getRowType().getFieldNames());
        while (names.size() < columns.size()) {
            names.add("argument");
        }
        return LogicalProject.create(
                input, List.of(), columns, SqlValidatorUtil.uniquify(names, true), Set.of());
    }
}
