// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.multimodal.functions.FunctionRegistry;
import io.multimodal.functions.Samples;
import io.multimodal.functions.spec.Argument;
import io.multimodal.functions.spec.FunctionSpec;
import io.multimodal.functions.spec.SpecScalarFunction;
import io.multimodal.functions.spi.FunctionFamily;
import io.multimodal.types.MediaValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.CollectionUtil;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every family of functions keeps. An author extends it and returns the family; the examples
 * of its functions run over the columns of {@link Samples}, which {@code docs/functions.md} lists.
 * Named {@code …ITCase}, since it starts a small cluster.
 */
public abstract class FunctionFamilyContract {
    /** For all jobs, each of which would start one of its own. */
    @RegisterExtension static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

    @TempDir private Path folder;

    /** The family; its service file is on the class path. */
    protected abstract FunctionFamily family();

    @Test
    void isFoundByItsServiceFile() {
        for (FunctionSpec spec : family().functions()) {
            FunctionSpec found = FunctionRegistry.spec(spec.name()).orElseThrow();
            assertThat(found.signature()).isEqualTo(spec.signature());
            assertThat(found.description()).isEqualTo(spec.description());
        }
        assertThat(family().title()).isNotBlank();
    }

    @Test
    void describesEachFunctionAndArgument() {
        for (FunctionSpec spec : family().functions()) {
            assertThat(spec.description()).as(spec.name()).isNotBlank().endsWith(".");
            assertThat(spec.example()).as(spec.name()).contains(spec.name() + "(");
            for (Argument argument : spec.arguments()) {
                String name = spec.name() + "." + argument.name();
                assertThat(argument.name()).as(name).matches("[a-z][a-z0-9_]*");
                assertThat(argument.meaning()).as(name).isNotBlank();
            }
            assertThat(spec.arguments()).extracting(Argument::name).doesNotHaveDuplicates();
            assertThat(spec.arguments())
                    .as("optional arguments of %s are the last", spec.name())
                    .extracting(Argument::optional)
                    .isSortedAccordingTo(Comparator.naturalOrder());
        }
    }

    /** Functions travel to the task managers in the job. */
    @Test
    void isSerializable() throws Exception {
        for (FunctionSpec spec : family().functions()) {
            UserDefinedFunction copy =
                    InstantiationUtil.clone(spec.toSql(true), getClass().getClassLoader());
            assertThat(copy).hasToString(FunctionRegistry.TRY + spec.name());
        }
    }

    @Test
    void returnsNullForNull() throws Exception {
        for (FunctionSpec spec : scalar()) {
            boolean hasRequired = spec.arguments().stream().anyMatch(a -> !a.optional());
            if (hasRequired) {
                SpecScalarFunction function = (SpecScalarFunction) spec.toSql(false);
                assertThat(function.eval(new Object[spec.arguments().size()]))
                        .as(spec.name())
                        .isNull();
            }
        }
    }

    /** Before a job starts, and by name. */
    @Test
    void refusesTooManyArgumentsWhenAQueryIsPlanned() throws Exception {
        TableEnvironment env = Samples.session(folder);
        for (FunctionSpec spec : scalar()) {
            String values =
                    String.join(", ", Collections.nCopies(spec.arguments().size() + 1, "TRUE"));
            assertThatThrownBy(() -> env.explainSql("SELECT %s(%s)".formatted(spec.name(), values)))
                    .as(spec.name())
                    .isInstanceOf(ValidationException.class)
                    .hasStackTraceContaining(spec.name());
        }
    }

    /** The planner computes a deterministic function once for equal arguments. */
    @Test
    void isDeterministicUnlessItLooksOutside() {
        for (FunctionSpec spec : family().functions()) {
            assertThat(spec.toSql(false).isDeterministic())
                    .as(spec.name())
                    .isEqualTo(spec.reach() != FunctionSpec.Reach.OUTSIDE);
        }
    }

    @Test
    void scalarFunctionsGiveWhatTheDocumentationSays() throws Exception {
        List<FunctionSpec> specs = scalar();

        Row row = run(specs, FunctionSpec::example).get(0);

        List<String> expected = new ArrayList<>();
        List<String> observed = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            expected.add(specs.get(i).example() + " = " + specs.get(i).exampleResult());
            observed.add(specs.get(i).example() + " = " + text(row.getField(i)));
        }
        assertThat(observed).containsExactlyElementsOf(expected);
    }

    @Test
    void triedFormsGiveTheSame() throws Exception {
        List<FunctionSpec> specs = scalar();

        Row row = run(specs, FunctionFamilyContract::tried).get(0);

        List<String> expected = new ArrayList<>();
        List<String> observed = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            // What a TRY_ form differs in is that its program says so.
            expected.add(tried(specs.get(i)) + " = " + specs.get(i).exampleResult());
            observed.add(tried(specs.get(i)) + " = " + text(row.getField(i)).replace("try ", ""));
        }
        assertThat(observed).containsExactlyElementsOf(expected);
    }

    @Test
    void tableFunctionsGiveWhatTheDocumentationSays() throws Exception {
        TableEnvironment env = Samples.session(folder);
        for (FunctionSpec spec : family().functions()) {
            if (!spec.isTable()) {
                continue;
            }
            String sql =
                    "SELECT t.* FROM samples, LATERAL TABLE(%s) AS t".formatted(spec.example());
            try (CloseableIterator<Row> rows = env.executeSql(sql).collect()) {
                assertThat(
                                CollectionUtil.iteratorToList(rows).stream()
                                        .map(FunctionFamilyContract::columns)
                                        .collect(Collectors.joining("\n")))
                        .as(spec.example())
                        .isEqualTo(spec.exampleResult());
            }
        }
    }

    private List<FunctionSpec> scalar() {
        List<FunctionSpec> specs =
                family().functions().stream().filter(spec -> !spec.isTable()).toList();
        assumeThat(specs).isNotEmpty();
        return specs;
    }

    private List<Row> run(
            List<FunctionSpec> specs, java.util.function.Function<FunctionSpec, String> expression)
            throws Exception {
        TableEnvironment env = Samples.session(folder);
        String columns = specs.stream().map(expression).collect(Collectors.joining(",\n"));
        try (CloseableIterator<Row> rows =
                env.executeSql("SELECT\n" + columns + "\nFROM samples").collect()) {
            return CollectionUtil.iteratorToList(rows);
        }
    }

    private static String tried(FunctionSpec spec) {
        return spec.example()
                .replaceAll("\\b" + spec.name() + "\\(", FunctionRegistry.TRY + spec.name() + "(");
    }

    private static String columns(Row row) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < row.getArity(); i++) {
            columns.add(text(row.getField(i)));
        }
        return String.join(", ", columns);
    }

    private static String text(Object value) {
        if (value instanceof Map<?, ?> map) {
            return new TreeMap<>(map).toString();
        } else if (value instanceof Object[] array) {
            return Arrays.deepToString(array);
        }
        if (value instanceof MediaValue) {
            // Its reference names a store that is new each time.
            return value.toString().replaceFirst("\\[[^,\\]]*(, )?", "[");
        }
        return value instanceof Double number
                ? String.format(Locale.ROOT, "%.4f", number)
                : String.valueOf(value);
    }
}
