// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.signature;

import io.multimodal.types.check.CheckingFunction;
import io.multimodal.types.check.DeclaredValue;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.functions.SpecializedFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * What the planner puts where media cross the border of SQL. It has no state of its own, so that a
 * compiled plan holds no more of it than its name: the session that executes the plan decides.
 */
abstract class BorderFunction extends CheckingFunction implements SpecializedFunction {
    private static final long serialVersionUID = 1L;

    /**
     * The same for values of a type.
     *
     * @param config null where nothing is signed or verified
     */
    abstract PlannedCrossing planned(LogicalType type, MultimodalConfig config);

    @Override
    public final UserDefinedFunction specialize(SpecializedContext context) {
        LogicalType type = context.getCallContext().getArgumentDataTypes().get(0).getLogicalType();
        ReadableConfig session = context.getConfiguration();
        boolean guarded =
                session.getOptional(MultimodalOptions.STORE_SIGNING_KEYS).isPresent()
                        || session.getOptional(MultimodalOptions.STORE_REQUIRE_SIGNATURES)
                                .orElse(false);
        return planned(type, guarded ? MultimodalOptions.resolve(session) : null);
    }

    @Override
    protected final Object checked(Object value, DeclaredValue media, boolean orNull) {
        throw new IllegalStateException(
                getClass().getSimpleName() + " was not planned by the Table API");
    }
}
