// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import io.multimodal.types.CheckingFunction;
import io.multimodal.types.DeclaredValue;
import io.multimodal.types.MultimodalOptions;
import io.multimodal.types.signature.MediaCrossing;
import io.multimodal.types.signature.SignedReferences;
import io.multimodal.types.signature.VerifiedReferences;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/**
 * Where references enter SQL and leave it, if signing keys are configured. What becomes a medium
 * and was none is verified: rows that are cast or passed for one, tables of others, DataStreams,
 * what functions and models of others make. What was a medium and becomes something else is signed.
 * In between media keep the canonical references that state and shuffles hold.
 */
final class ReferenceBorder {
    private final boolean guarded;

    private ReferenceBorder(boolean guarded) {
        this.guarded = guarded;
    }

    /** The border of a session. */
    static ReferenceBorder of(ReadableConfig config) {
        return new ReferenceBorder(
                config.getOptional(MultimodalOptions.STORE_SIGNING_KEYS).isPresent());
    }

    /** A node with the check of what it lets in behind it. */
    RelNode entering(RelNode node) {
        return guarded ? EnteringColumns.verified(node) : node;
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

    /** A call whose rows that are passed for media are verified media. */
    RexCall operands(RelOptCluster cluster, RexCall call) {
        return guarded ? EnteringCalls.verifiedOperands(cluster, call) : call;
    }

    /** A value that a sink writes. */
    RexNode written(RelOptCluster cluster, RexNode value, SinkBorder sink) {
        if (!guarded) {
            return value;
        }
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
