// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import io.multimodal.types.FileType;
import java.util.Optional;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.ArgumentTypeStrategy;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.Signature;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** Takes a value of any of the multimodal types as it is. */
final class AnyMedia implements ArgumentTypeStrategy {
    @Override
    public Optional<DataType> inferArgumentType(
            CallContext call, int position, boolean throwOnFailure) {
        DataType actual = call.getArgumentDataTypes().get(position);
        if (TypeWords.multimodal(actual.getLogicalType()).isPresent()) {
            return Optional.of(actual.toInternal());
        } else if (actual.getLogicalType().is(LogicalTypeRoot.NULL)) {
            return Optional.of(FileType.TYPE.internalDataType());
        }
        return call.fail(
                throwOnFailure,
                "Argument %s is of a multimodal type (IMAGE, AUDIO, VIDEO, TENSOR or FILE), not %s",
                position + 1,
                actual);
    }

    @Override
    public Signature.Argument getExpectedArgument(FunctionDefinition function, int position) {
        return Signature.Argument.ofGroup("MEDIA");
    }
}
