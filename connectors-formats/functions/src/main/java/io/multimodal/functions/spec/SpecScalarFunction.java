// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import io.multimodal.annotation.Public;
import java.io.IOException;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.inference.TypeInference;

/**
 * A scalar SQL function, built from its specification. Flink calls it in the task's thread. The
 * call blocks while it reads and decodes one object, which also delays checkpoints; {@code
 * multimodal.limits} bounds the time. A lazy function reads nothing: put it before the one
 * function, model or sink that needs pixels. Not thread-safe: each subtask has an instance of its
 * own.
 */
@Public
public final class SpecScalarFunction extends ScalarFunction implements SpecFunction {
    private static final long serialVersionUID = 1L;

    private final SpecCalls calls;

    SpecScalarFunction(SpecCalls calls) {
        this.calls = calls;
    }

    @Override
    public UserDefinedFunction specialize(SpecializedContext context) {
        return new SpecScalarFunction(calls.specialised(context));
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
    public Object eval(Object... arguments) throws IOException {
        return InternalForm.of(calls.result(arguments));
    }

    @Override
    public String toString() {
        return calls.name();
    }
}
