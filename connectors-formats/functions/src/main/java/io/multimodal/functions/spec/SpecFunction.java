// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import io.multimodal.types.signature.VouchedReferences;
import io.multimodal.types.text.DescribedFunction;
import org.apache.flink.table.functions.SpecializedFunction;

/** What the planner may do with a function, scalar or table, that is made of its description. */
interface SpecFunction extends SpecializedFunction, VouchedReferences, DescribedFunction {
    SpecCalls calls();

    /** Of the {@code TRY_} form under its name. */
    @Override
    default String signature() {
        String given = calls().spec().signature();
        return calls().name() + given.substring(given.indexOf('('));
    }

    @Override
    default String resultText() {
        return calls().spec().resultText();
    }

    @Override
    default String sentence() {
        return calls().spec().description();
    }

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
