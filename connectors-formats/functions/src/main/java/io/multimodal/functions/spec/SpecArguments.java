// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.ArgumentCount;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.InputTypeStrategy;
import org.apache.flink.table.types.inference.Signature;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/**
 * The types of arguments by position. Where they do not fit it says what was given and what is
 * taken, in words of SQL: Flink's SQL client shows nothing but the innermost message.
 */
final class SpecArguments implements InputTypeStrategy {
    private final FunctionSpec spec;
    private final InputTypeStrategy positions;

    SpecArguments(FunctionSpec spec, InputTypeStrategy positions) {
        this.spec = spec;
        this.positions = positions;
    }

    @Override
    public ArgumentCount getArgumentCount() {
        return positions.getArgumentCount();
    }

    @Override
    public Optional<List<DataType>> inferInputTypes(CallContext call, boolean throwOnFailure) {
        Optional<List<DataType>> types = positions.inferInputTypes(call, false);
        return types.isPresent() ? types : call.fail(throwOnFailure, "%s", misfit(call));
    }

    @Override
    public List<Signature> getExpectedSignatures(FunctionDefinition function) {
        return positions.getExpectedSignatures(function);
    }

    private String misfit(CallContext call) {
        List<DataType> given = call.getArgumentDataTypes();
        String types = given.stream().map(TypeWords::of).collect(Collectors.joining(", "));
        return "Cannot call %s with (%s): it is %s%s"
                .formatted(call.getName(), types, spec.signature(), remedy(given));
    }

    /** For a place or bytes in place of the medium. */
    private String remedy(List<DataType> given) {
        for (int i = 0; i < Math.min(given.size(), spec.arguments().size()); i++) {
            Optional<String> word = spec.arguments().get(i).mediumWord();
            LogicalType type = given.get(i).getLogicalType();
            if (word.isPresent() && type.is(LogicalTypeFamily.CHARACTER_STRING)) {
                return "; %s_FROM_URI makes one of a URI".formatted(word.get());
            } else if (word.isPresent() && type.is(LogicalTypeFamily.BINARY_STRING)) {
                return "; TO_%s makes one of bytes".formatted(word.get());
            }
        }
        return "";
    }
}
