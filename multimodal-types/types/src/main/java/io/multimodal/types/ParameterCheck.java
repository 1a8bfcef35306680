// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
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
 * Lets a value pass that is of a declared type, or holds media that are. The planner puts it behind
 * every cast to a type with parameters; its arguments are the value, the text of a {@link
 * DeclaredValue}, and whether a value that is not what it says becomes NULL ({@code TRY_CAST})
 * instead of an error.
 */
public final class ParameterCheck extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    private transient String text;
    private transient DeclaredValue declared;

    /**
     * Checks one medium or row.
     *
     * @param value may be null
     * @return the value itself; null where it is null or not what was declared
     * @throws MediaException REFUSED if it is not what was declared
     */
    public RowData eval(RowData value, String declaration, Boolean nullOnMismatch)
            throws MediaException {
        return passes(value, declaration, nullOnMismatch) ? value : null;
    }

    /** The same for an array. */
    public ArrayData eval(ArrayData value, String declaration, Boolean nullOnMismatch)
            throws MediaException {
        return passes(value, declaration, nullOnMismatch) ? value : null;
    }

    /** The same for a map or a multiset. */
    public MapData eval(MapData value, String declaration, Boolean nullOnMismatch)
            throws MediaException {
        return passes(value, declaration, nullOnMismatch) ? value : null;
    }

    private boolean passes(Object value, String declaration, boolean nullOnMismatch)
            throws MediaException {
        if (value == null) {
            return true;
        }
        if (!declaration.equals(text)) {
            text = declaration;
            declared = DeclaredValue.parse(declaration);
        }
        Optional<String> mismatch = declared.mismatch(value);
        if (mismatch.isPresent() && !nullOnMismatch) {
            throw new MediaException(ErrorCode.REFUSED, "Cannot cast a value: " + mismatch.get());
        }
        return mismatch.isEmpty();
    }

    @Override
    public TypeInference getTypeInference(DataTypeFactory typeFactory) {
        return TypeInference.newBuilder()
                .inputTypeStrategy(new Arguments())
                .outputTypeStrategy(call -> Optional.of(internal(call.getArgumentDataTypes())))
                .build();
    }

    private static DataType internal(List<DataType> arguments) {
        return arguments.get(0).toInternal();
    }

    /** Any value in Flink's internal form, a text and a truth. */
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
