// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.check;

import io.multimodal.annotation.Public;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * The base of functions that the planner puts around a value that holds media. The arguments are
 * the value, the text of a {@link DeclaredValue} that says where in the value the media are, and
 * whether a wrong value becomes NULL ({@code TRY_CAST}) instead of an error. The result is of the
 * value's type. Not thread-safe, as all functions of Flink.
 */
@Public
public abstract class CheckingFunction extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    private transient String text;
    private transient DeclaredValue where;

    /**
     * Checks one value in Flink's internal form. May block in subclasses that read.
     *
     * @param value not null
     * @return the value that replaces it; may be null
     */
    protected abstract Object checked(Object value, DeclaredValue media, boolean orNull)
            throws IOException;

    /**
     * Checks a multimodal value or a row.
     *
     * @param value may be null
     * @return null for null
     */
    public RowData eval(RowData value, String media, Boolean orNull) {
        return (RowData) result(value, media, orNull);
    }

    /** Checks an array; null for null. */
    public ArrayData eval(ArrayData value, String media, Boolean orNull) {
        return (ArrayData) result(value, media, orNull);
    }

    /** Checks a map or a multiset; null for null. */
    public MapData eval(MapData value, String media, Boolean orNull) {
        return (MapData) result(value, media, orNull);
    }

    /** Flink calls it where it lets no checked exception through. */
    private Object result(Object value, String media, boolean orNull) {
        if (value == null) {
            return null;
        }
        if (!media.equals(text)) {
            text = media;
            where = DeclaredValue.parse(media);
        }
        try {
            return checked(value, where, orNull);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
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
                            Signature.Argument.of("media"),
                            Signature.Argument.of("orNull")));
        }
    }

    /** Returns false: the check runs in the job, not in the planner. */
    @Override
    public boolean supportsConstantFolding() {
        return false;
    }
}
