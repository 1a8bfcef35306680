// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.check;

import io.multimodal.types.check.CheckingFunction;
import io.multimodal.types.check.DeclaredValue;
import io.multimodal.types.config.MultimodalOptions;
import io.multimodal.types.signature.MediaCrossing;
import io.multimodal.types.signature.SignedReferences;
import io.multimodal.types.signature.VerifiedReferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/**
 * Where references enter SQL and leave it, if signing keys are configured. A value that becomes a
 * medium is verified: rows that are cast to a medium or passed as one, tables of others,
 * DataStreams, what functions and models of others make. What was a medium and becomes something
 * else is signed. In between media keep the canonical references that state and shuffles hold.
 */
public final class ReferenceBorder {
    private static final String FLINK_TABLES = "org.apache.flink.table.";

    private final boolean guarded;

    private ReferenceBorder(boolean guarded) {
        this.guarded = guarded;
    }

    /**
     * The border of a session. A plan that is compiled has its checks whether there are keys or
     * not, since it may be executed by a session that has some: that one decides.
     */
    public static ReferenceBorder of(ReadableConfig config) {
        return new ReferenceBorder(
                config.getOptional(MultimodalOptions.STORE_SIGNING_KEYS).isPresent()
                        || isCompiling());
    }

    /** Flink tells an optimiser neither what a plan is for nor who asked for it. */
    private static boolean isCompiling() {
        return StackWalker.getInstance()
                .walk(
                        frames ->
                                frames.anyMatch(
                                        frame ->
                                                frame.getMethodName().equals("compilePlan")
                                                        && frame.getClassName()
                                                                .startsWith(FLINK_TABLES)));
    }

    /** A node whose inputs crossed the border, with the check of what it lets in behind it. */
    RelNode entering(RelNode node) {
        if (!guarded) {
            return node;
        }
        return EnteringColumns.verified(
                node instanceof SetOp set ? united(set) : AggregatedColumns.crossed(node, this));
    }

    /** Rows and media of the same column become one type without a cast. */
    private RelNode united(SetOp set) {
        List<LogicalType> targets =
                FlinkTypeFactory.toLogicalRowType(set.getRowType()).getChildren();
        List<RelNode> inputs = new ArrayList<>();
        for (RelNode input : set.getInputs()) {
            inputs.add(
                    MappedColumns.of(
                            input,
                            column ->
                                    crossed(
                                            set.getCluster(),
                                            column,
                                            targets.get(column.getIndex()))));
        }
        return inputs.equals(set.getInputs()) ? set : set.copy(set.getTraitSet(), inputs);
    }

    /**
     * A cast with its checks.
     *
     * @param orNull whether what is refused is NULL instead of an error
     */
    RexNode cast(RelOptCluster cluster, RexCall cast, boolean orNull) {
        RexNode operand = cast.getOperands().get(0);
        LogicalType source = FlinkTypeFactory.toLogicalType(operand.getType());
        LogicalType target = FlinkTypeFactory.toLogicalType(cast.getType());
        if (!guarded || source.is(LogicalTypeRoot.NULL)) {
            return cast;
        }
        RexNode signed = leaving(cluster, operand, MediaCrossing.into(target, source));
        RexNode crossed =
                signed.equals(operand) ? cast : cast.clone(cast.getType(), List.of(signed));
        return verified(cluster, crossed, MediaCrossing.into(source, target), orNull);
    }

    /** A call, other than a cast, with its checks. */
    RexNode call(RelOptCluster cluster, RexCall call) {
        if (!guarded) {
            return call;
        }
        RexCall checked = operands(cluster, call);
        return EnteringCalls.makesMedia(checked)
                ? verified(
                        cluster,
                        checked,
                        MediaCrossing.all(FlinkTypeFactory.toLogicalType(checked.getType())),
                        false)
                : checked;
    }

    /** A call whose rows that are passed for media are verified media, and the other way round. */
    RexCall operands(RelOptCluster cluster, RexCall call) {
        if (!guarded) {
            return call;
        }
        List<LogicalType> taken = TakenTypes.of(cluster, call);
        List<RexNode> operands = new ArrayList<>(call.getOperands());
        for (int i = 0; i < taken.size(); i++) {
            operands.set(i, crossed(cluster, operands.get(i), taken.get(i)));
        }
        return operands.equals(call.getOperands())
                ? call
                : EnteringCalls.with(cluster.getRexBuilder(), call, operands);
    }

    /** A value that is taken as one of another type without a cast. */
    private static RexNode crossed(RelOptCluster cluster, RexNode value, LogicalType taken) {
        return crossed(cluster, value, new SinkBorder(taken, true));
    }

    /** A value that a sink writes. */
    RexNode written(RelOptCluster cluster, RexNode value, SinkBorder sink) {
        return guarded ? crossed(cluster, value, sink) : value;
    }

    private static RexNode crossed(RelOptCluster cluster, RexNode value, SinkBorder sink) {
        LogicalType source = FlinkTypeFactory.toLogicalType(value.getType());
        RexNode signed = leaving(cluster, value, sink.leaving(source));
        Optional<DeclaredValue> entering = MediaCrossing.into(source, sink.target());
        return entering.isEmpty()
                ? signed
                : verified(cluster, as(cluster, signed, sink.target()), entering, false);
    }

    static RexNode as(RelOptCluster cluster, RexNode value, LogicalType type) {
        FlinkTypeFactory types = (FlinkTypeFactory) cluster.getTypeFactory();
        RexBuilder rex = cluster.getRexBuilder();
        return rex.makeAbstractCast(
                types.createTypeWithNullability(
                        types.createFieldTypeFromLogicalType(type), value.getType().isNullable()),
                value,
                false);
    }

    static RexNode verified(
            RelOptCluster cluster, RexNode value, Optional<DeclaredValue> where, boolean orNull) {
        return checked(cluster, value, where, new VerifiedReferences(), orNull);
    }

    private static RexNode leaving(
            RelOptCluster cluster, RexNode value, Optional<DeclaredValue> where) {
        return checked(cluster, value, where, new SignedReferences(), false);
    }

    private static RexNode checked(
            RelOptCluster cluster,
            RexNode value,
            Optional<DeclaredValue> where,
            CheckingFunction function,
            boolean orNull) {
        return where.map(media -> ValueCheck.of(cluster, value, function, media, orNull))
                .orElse(value);
    }
}
