// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import io.multimodal.functions.spec.Argument;
import io.multimodal.functions.spec.FunctionSpec;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.ApiExpression;
import org.apache.flink.table.api.Expressions;
import org.apache.flink.table.api.ValidationException;

/** Calls of the functions in the Table API. */
final class TableApiCall {
    private TableApiCall() {}

    /** A call with these arguments; those that are null, or were left out, are NULL in SQL. */
    static ApiExpression of(String name, Object... arguments) {
        FunctionSpec spec =
                FunctionRegistry.spec(name)
                        .orElseThrow(
                                () ->
                                        new ValidationException(
                                                "Cannot call %s: there is no such function; SHOW FUNCTIONS lists them"
                                                        .formatted(name)));
        if (arguments.length > spec.arguments().size()) {
            throw new ValidationException(
                    "Cannot call %s with %d arguments: it is %s"
                            .formatted(name, arguments.length, spec.signature()));
        }
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < spec.arguments().size(); i++) {
            Object given = i < arguments.length ? arguments[i] : null;
            Argument argument = spec.arguments().get(i);
            all.add(given == null ? Expressions.nullOf(argument.type()) : given);
        }
        return Expressions.call(spec.toSql(FunctionRegistry.isTry(name)), all.toArray());
    }
}
