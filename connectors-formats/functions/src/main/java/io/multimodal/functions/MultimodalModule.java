// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import io.multimodal.annotation.Public;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.module.Module;
import org.apache.flink.util.TemporaryClassLoaderContext;

/**
 * All functions, for {@code LOAD MODULE multimodal} or {@code env.loadModule("multimodal", new
 * MultimodalModule())}: the built-in ones and those of each {@link
 * io.multimodal.functions.spi.FunctionFamily} that is found. Thread-safe.
 */
@Public
public final class MultimodalModule implements Module {
    /** The name of the module. */
    public static final String NAME = "multimodal";

    private final ClassLoader classes;

    /** A module with the families that the context class loader of the current thread sees. */
    public MultimodalModule() {
        this(Thread.currentThread().getContextClassLoader());
    }

    /**
     * With the families that a class loader sees, jars that {@code ADD JAR} adds later among them.
     *
     * @throws ValidationException if two functions have one name
     */
    MultimodalModule(ClassLoader classes) {
        this.classes = classes;
        in(FunctionRegistry::names);
    }

    /** The names in lower case, as Flink lists functions. */
    @Override
    public Set<String> listFunctions() {
        return in(FunctionRegistry::names).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
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
        return in(() -> FunctionRegistry.function(name)).map(FunctionDefinition.class::cast);
    }

    private <T> T in(Supplier<T> look) {
        try (TemporaryClassLoaderContext unused = TemporaryClassLoaderContext.of(classes)) {
            return look.get();
        }
    }
}
