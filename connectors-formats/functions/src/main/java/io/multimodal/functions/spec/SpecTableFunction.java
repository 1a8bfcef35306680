// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import io.multimodal.annotation.Public;
import java.io.IOException;
import java.util.List;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.TableFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.inference.TypeInference;

/**
 * A table SQL function, built from its specification; see {@link SpecScalarFunction}. If {@code
 * multimodal.on-error} ignores a failure, it returns no row. Not thread-safe; calls block while
 * they read and decode.
 */
@Public
public final class SpecTableFunction extends TableFunction<RowData> implements SpecFunction {
    private static final long serialVersionUID = 1L;

    private final SpecCalls calls;

    SpecTableFunction(SpecCalls calls) {
        this.calls = calls;
    }

    @Override
    public UserDefinedFunction specialize(SpecializedContext context) {
        return new SpecTableFunction(calls.specialised(context));
    }

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
        return SpecTypes.of(calls.spec());
    }

    @Override
    public SpecCalls calls() {
        return calls;
    }

    @Override
    public void open(FunctionContext context) throws Exception {
        calls.open(context);
    }

    @Override
    public void close() throws Exception {
        calls.close();
    }

    /** Called by Flink, with values in its internal form. */
    public void eval(Object... arguments) throws IOException {
        if (calls.result(arguments) instanceof List<?> rows) {
            for (Object row : rows) {
                collect(InternalForm.row((List<?>) row));
            }
        }
    }

    @Override
    public String toString() {
        return calls.name();
    }
}
