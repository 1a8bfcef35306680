// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.check;

import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.signature.VouchedReferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rex.RexUtil;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.planner.plan.abilities.source.ProjectPushDownSpec;
import org.apache.flink.table.planner.plan.abilities.source.ReadingMetadataSpec;
import org.apache.flink.table.planner.plan.abilities.source.SourceAbilityContext;
import org.apache.flink.table.planner.plan.abilities.source.SourceAbilitySpec;
import org.apache.flink.table.planner.plan.schema.TableSourceTable;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/**
 * A plan that reads no medium where only the number of rows matters, as in {@code COUNT(*)}. Flink
 * reads the first column of a table then, which is the medium; here it is a metadata column.
 */
final class UnreadMedia {
    private UnreadMedia() {}

    /** The same plan; the node itself where it has no such scan. */
    static RelNode leftOut(RelNode node) {
        List<RelNode> inputs = new ArrayList<>();
        for (RelNode input : node.getInputs()) {
            Optional<RelNode> listed = readsNoColumn(node) ? listed(input) : Optional.empty();
            inputs.add(listed.orElseGet(() -> leftOut(input)));
        }
        return inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
    }

    private static boolean readsNoColumn(RelNode node) {
        if (node instanceof Aggregate aggregate) {
            return aggregate.getGroupSets().size() == 1
                    && aggregate.getGroupSet().isEmpty()
                    && aggregate.getAggCallList().stream()
                            .allMatch(call -> call.getArgList().isEmpty() && !call.hasFilter());
        }
        return node instanceof Project project
                && RelOptUtil.InputFinder.bits(project.getProjects(), null).isEmpty()
                && !RexUtil.SubQueryFinder.containsSubQuery(project);
    }

    /** The scan below, if there are only projections in between, which keep the number of rows. */
    private static Optional<RelNode> listed(RelNode node) {
        if (node instanceof Project project) {
            return RexUtil.SubQueryFinder.containsSubQuery(project)
                    ? Optional.empty()
                    : listed(project.getInput());
        }
        return node instanceof LogicalTableScan scan ? listed(scan) : Optional.empty();
    }

    private static Optional<RelNode> listed(LogicalTableScan scan) {
        TableSourceTable table = scan.getTable().unwrap(TableSourceTable.class);
        DynamicTableSource source = table == null ? null : table.tableSource();
        return (source instanceof VouchedReferences || readsWholeFiles(table))
                        && source instanceof SupportsProjectionPushDown
                        && source instanceof SupportsReadingMetadata metadata
                ? metadata.listReadableMetadata().entrySet().stream()
                        .findFirst()
                        .map(column -> listed(scan, table, column))
                : Optional.empty();
    }

    /** A format with the name of a type makes one row of each file. */
    private static boolean readsWholeFiles(TableSourceTable table) {
        String format = table.contextResolvedTable().getResolvedTable().getOptions().get("format");
        return format != null && MultimodalTypes.named(format).isPresent();
    }

    private static RelNode listed(
            TableScan scan, TableSourceTable table, Map.Entry<String, DataType> column) {
        FlinkTypeFactory types = (FlinkTypeFactory) scan.getCluster().getTypeFactory();
        RowType row =
                new RowType(
                        false,
                        List.of(
                                new RowType.RowField(
                                        column.getKey(), column.getValue().getLogicalType())));
        SourceAbilitySpec[] specs = {
            new ProjectPushDownSpec(new int[0][], new RowType(false, List.of())),
            new ReadingMetadataSpec(List.of(column.getKey()), row)
        };
        DynamicTableSource source = table.tableSource().copy();
        SourceAbilityContext context = SourceAbilityContext.from(scan);
        for (SourceAbilitySpec spec : specs) {
            spec.apply(source, context);
        }
        return new LogicalTableScan(
                scan.getCluster(),
                scan.getTraitSet(),
                scan.getHints(),
                table.copy(source, types.buildRelNodeRowType(row), specs));
    }
}
