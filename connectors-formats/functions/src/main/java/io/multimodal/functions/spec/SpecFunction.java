// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import io.multimodal.types.signature.VouchedReferences;
import org.apache.flink.table.functions.SpecializedFunction;

/** What the planner may do with a function, scalar or table, that is made of its description. */
interface SpecFunction extends SpecializedFunction, VouchedReferences {
    SpecCalls calls();

    /** Nothing is computed in the client, which may reach no store and have no codec. */
    @Override
    default boolean supportsConstantFolding() {
        return false;
    }

    @Override
    default boolean isDeterministic() {
        return calls().spec().reach() != FunctionSpec.Reach.OUTSIDE;
    }
}
