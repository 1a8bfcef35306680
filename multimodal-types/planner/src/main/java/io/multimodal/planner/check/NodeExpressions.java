// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.check;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Match;
import org.apache.calcite.rel.logical.LogicalMatch;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.flink.table.planner.plan.nodes.calcite.WatermarkAssigner;

/** The expressions of a node, those included that {@link RelNode#accept(RexShuttle)} leaves out. */
final class NodeExpressions {
    private NodeExpressions() {}

    /** The node itself, or the same one with what the visitor makes of its expressions. */
    static RelNode visited(RelNode node, RexShuttle visitor) {
        if (node instanceof Match match) {
            return visited(match, visitor);
        } else if (node instanceof WatermarkAssigner assigner) {
            RexNode watermark = assigner.watermarkExpr().accept(visitor);
            return watermark.equals(assigner.watermarkExpr())
                    ? node
                    : assigner.copy(
                            assigner.getTraitSet(),
                            assigner.getInput(),
                            assigner.getHints(),
                            assigner.rowtimeFieldIndex(),
                            watermark);
        }
        return node.accept(visitor);
    }

    private static RelNode visited(Match match, RexShuttle visitor) {
        Map<String, RexNode> measures = visited(match.getMeasures(), visitor);
        Map<String, RexNode> definitions = visited(match.getPatternDefinitions(), visitor);
        return measures.equals(match.getMeasures())
                        && definitions.equals(match.getPatternDefinitions())
                ? match
                : LogicalMatch.create(
                        match.getCluster(),
                        match.getTraitSet(),
                        match.getInput(),
                        match.getRowType(),
                        match.getPattern(),
                        match.isStrictStart(),
                        match.isStrictEnd(),
                        definitions,
                        measures,
                        match.getAfter(),
                        match.getSubsets(),
                        match.isAllRows(),
                        match.getPartitionKeys(),
                        match.getOrderKeys(),
                        match.getInterval());
    }

    private static Map<String, RexNode> visited(
            Map<String, RexNode> expressions, RexShuttle visitor) {
        Map<String, RexNode> visited = new LinkedHashMap<>();
        expressions.forEach((name, expression) -> visited.put(name, expression.accept(visitor)));
        return visited;
    }
}
