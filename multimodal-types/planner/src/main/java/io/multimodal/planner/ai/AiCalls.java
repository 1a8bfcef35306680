// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.ai;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.Util;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.planner.calcite.RexModelCall;

/**
 * A plan in which each call of an {@link AiFunction} is a column that {@code ML_PREDICT} appends to
 * the input of the node: one for equal calls, also where a condition and a SELECT list share them.
 * Conditions without such calls come before the predictions.
 */
public final class AiCalls {
    private AiCalls() {}

    /**
     * The same plan; the node itself where it has no such calls.
     *
     * @throws ValidationException if a call stands where no column can be appended
     */
    public static RelNode planned(RelNode node) {
        if (node instanceof LogicalFilter filter) {
            PredictedColumns columns = filtered(filter);
            return columns.isEmpty() ? columns.rel() : withoutAppended(columns, filter);
        }
        if (node instanceof LogicalProject project) {
            return projected(project);
        }
        RelNode planned = node.copy(node.getTraitSet(), plannedInputs(node));
        RelNode result = planned.getInputs().equals(node.getInputs()) ? node : planned;
        return result.accept(new Elsewhere(result));
    }

    private static List<RelNode> plannedInputs(RelNode node) {
        return node.getInputs().stream().map(AiCalls::planned).toList();
    }

    private static RelNode projected(LogicalProject project) {
        PredictedColumns columns = columns(project.getInput());
        List<RexNode> expressions = columns.predicted(withPlannedQueries(project.getProjects()));
        return columns.rel().equals(project.getInput()) && expressions.equals(project.getProjects())
                ? project
                : LogicalProject.create(
                        columns.rel(),
                        project.getHints(),
                        expressions,
                        project.getRowType().getFieldNames(),
                        project.getVariablesSet());
    }

    private static PredictedColumns columns(RelNode input) {
        return input instanceof LogicalFilter filter
                ? filtered(filter)
                : new PredictedColumns(planned(input));
    }

    /** The rows that pass, with the predictions that the condition needs. */
    private static PredictedColumns filtered(LogicalFilter filter) {
        PredictedColumns columns = columns(filter.getInput());
        List<RexNode> before = new ArrayList<>();
        List<RexNode> after = new ArrayList<>();
        for (RexNode condition :
                withPlannedQueries(RelOptUtil.conjunctions(filter.getCondition()))) {
            (calls(condition) ? after : before).add(condition);
        }
        filter(columns, filter, before);
        filter(columns, filter, columns.predicted(after));
        return columns;
    }

    private static void filter(
            PredictedColumns columns, LogicalFilter filter, List<RexNode> conditions) {
        if (!conditions.isEmpty()) {
            RexBuilder rex = filter.getCluster().getRexBuilder();
            columns.replace(
                    filter.copy(
                            filter.getTraitSet(),
                            columns.rel(),
                            RexUtil.composeConjunction(rex, conditions)));
        }
    }

    private static RelNode withoutAppended(PredictedColumns columns, RelNode original) {
        RexBuilder rex = original.getCluster().getRexBuilder();
        return LogicalProject.create(
                columns.rel(),
                List.of(),
                rex.identityProjects(original.getRowType()),
                original.getRowType().getFieldNames(),
                Set.of());
    }

    private static List<RexNode> withPlannedQueries(List<RexNode> expressions) {
        return expressions.stream().map(node -> node.accept(new Queries())).toList();
    }

    static boolean isCall(RexNode node) {
        return node instanceof RexCall call && call.getOperator() instanceof AiFunction;
    }

    /** Whether an expression has such a call in it. */
    static boolean calls(RexNode expression) {
        try {
            expression.accept(
                    new RexVisitorImpl<Void>(true) {
                        @Override
                        public Void visitCall(RexCall call) {
                            if (isCall(call)) {
                                throw Util.FoundOne.NULL;
                            }
                            return super.visitCall(call);
                        }
                    });
            return false;
        } catch (Util.FoundOne e) {
            return true;
        }
    }

    /** What feeds the model, in the order of its inputs. */
    static List<RexNode> arguments(RexCall call) {
        AiFunction function = (AiFunction) call.getOperator();
        List<RexNode> operands = call.getOperands();
        return IntStream.range(0, operands.size())
                .filter(i -> function.feeds(i) && !operands.get(i).isA(SqlKind.DEFAULT))
                .mapToObj(operands::get)
                .toList();
    }

    /** Plans the queries within expressions. */
    private static class Queries extends RexShuttle {
        @Override
        public RexNode visitSubQuery(RexSubQuery query) {
            RelNode planned = planned(query.rel);
            RexNode visited = super.visitSubQuery(query);
            return planned.equals(query.rel) ? visited : ((RexSubQuery) visited).clone(planned);
        }
    }

    /** Refuses calls in nodes that compute no columns of their own: joins, and others. */
    private static final class Elsewhere extends Queries {
        private final RelNode node;

        Elsewhere(RelNode node) {
            this.node = node;
        }

        @Override
        public RexNode visitCall(RexCall call) {
            if (isCall(call)) {
                throw refused(call, node.getRelTypeName().replace("Logical", ""));
            }
            return super.visitCall(call);
        }
    }

    /** Refuses what reads the row of an outer query. */
    static void refuseCorrelated(RexCall call) {
        call.accept(
                new RexVisitorImpl<Void>(true) {
                    @Override
                    public Void visitCorrelVariable(RexCorrelVariable variable) {
                        throw refused(call, "query that reads columns of the query around it");
                    }
                });
    }

    private static ValidationException refused(RexCall call, String where) {
        String model =
                ((RexModelCall) call.getOperands().get(AiFunction.MODEL))
                        .getContextResolvedModel()
                        .getIdentifier()
                        .asSummaryString();
        return new ValidationException(
                "%s with the model %s cannot be planned in a %s; call it in the SELECT list of a query before it: (SELECT *, %1$s(MODEL %2$s, …) AS predicted FROM …), or use ML_PREDICT(TABLE …, MODEL %2$s, DESCRIPTOR(…))"
                        .formatted(call.getOperator().getName(), model, where));
    }
}
