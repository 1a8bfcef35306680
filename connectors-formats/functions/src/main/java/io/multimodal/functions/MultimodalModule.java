// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.module.Module;

/**
 * All functions, for {@code LOAD MODULE multimodal} or {@code env.loadModule("multimodal", new
 * MultimodalModule())}.
 */
public final class MultimodalModule implements Module {
    /** The name of the module. */
    public static final String NAME = "multimodal";

    private static final Set<String> LISTED =
            FunctionRegistry.names().stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());

    /** The names in lower case, as Flink lists functions. */
    @Override
    public Set<String> listFunctions() {
        return LISTED;
    }

    /** Before Flink looks for the source of any table: see {@link CheckedTables}. */
    @Override
    public Optional<DynamicTableSourceFactory> getTableSourceFactory() {
        return Optional.of(new CheckedTables());
    }

    /** The same for sinks. */
    @Override
    public Optional<DynamicTableSinkFactory> getTableSinkFactory() {
        return Optional.of(new CheckedTables());
    }

    /** Names are found in any case. */
    @Override
    public Optional<FunctionDefinition> getFunctionDefinition(String name) {
        return FunctionRegistry.function(name).map(FunctionDefinition.class::cast);
    }
}
