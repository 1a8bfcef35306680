// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.ArgumentCount;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.ConstantArgumentCount;
import org.apache.flink.table.types.inference.InputTypeStrategy;
import org.apache.flink.table.types.inference.Signature;
import org.apache.flink.table.types.inference.TypeInference;

/**
 * Lets a value pass that is of a declared type. The planner puts it behind every cast to a type
 * with parameters; its arguments are the value, the declaration as SQL writes it, and whether a
 * value that is not of the type becomes NULL ({@code TRY_CAST}) instead of an error.
 */
public final class ParameterCheck extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    private transient String text;
    private transient DeclaredType declared;

    /**
     * Checks one value.
     *
     * @param value may be null
     * @return the value itself; null where it is null or not of the type
     * @throws MediaException REFUSED if it is not of the type
     */
    public RowData eval(RowData value, String declaration, Boolean nullOnMismatch)
            throws MediaException {
        if (value == null) {
            return null;
        }
        if (!declaration.equals(text)) {
            text = declaration;
            declared = DeclaredType.parse(declaration).orElseThrow();
        }
        Optional<String> mismatch = declared.mismatch(declared.type().fromRowData(value));
        if (mismatch.isEmpty()) {
            return value;
        }
        if (nullOnMismatch) {
            return null;
        }
        throw new MediaException(ErrorCode.REFUSED, "Cannot cast a value: " + mismatch.get());
    }

    @Override
    public TypeInference getTypeInference(DataTypeFactory typeFactory) {
        return TypeInference.newBuilder()
                .inputTypeStrategy(new Arguments())
                .outputTypeStrategy(call -> Optional.of(internal(call.getArgumentDataTypes())))
                .build();
    }

    private static DataType internal(List<DataType> arguments) {
        return arguments.get(0).bridgedTo(RowData.class);
    }

    /** Any value, as Flink's internal row, a text and a truth. */
    private static final class Arguments implements InputTypeStrategy {
        @Override
        public ArgumentCount getArgumentCount() {
            return ConstantArgumentCount.of(3);
        }

        @Override
        public Optional<List<DataType>> inferInputTypes(CallContext call, boolean throwOnFailure) {
            return Optional.of(
                    List.of(
                            internal(call.getArgumentDataTypes()),
                            DataTypes.STRING().notNull(),
                            DataTypes.BOOLEAN().notNull()));
        }

        @Override
        public List<Signature> getExpectedSignatures(FunctionDefinition definition) {
            return List.of(
                    Signature.of(
                            Signature.Argument.of("value"),
                            Signature.Argument.of("declaration"),
                            Signature.Argument.of("nullOnMismatch")));
        }
    }

    /** It costs more to look into a value than to pass it on. */
    @Override
    public boolean supportsConstantFolding() {
        return false;
    }
}
