// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.functions.spec.FunctionSpec;
import io.multimodal.types.MediaValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.CollectionUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs every example of the documentation. */
class ExamplesITCase {
    /** For all jobs, each of which would start one of its own. */
    @RegisterExtension static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

    @TempDir private Path folder;

    @Test
    void scalarFunctionsGiveWhatTheDocumentationSays() throws Exception {
        List<FunctionSpec> specs =
                FunctionRegistry.all().stream().filter(spec -> !spec.isTable()).toList();

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
        List<FunctionSpec> specs =
                FunctionRegistry.all().stream().filter(spec -> !spec.isTable()).toList();

        Row row = run(specs, ExamplesITCase::tried).get(0);

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
        for (FunctionSpec spec : FunctionRegistry.all()) {
            if (!spec.isTable()) {
                continue;
            }
            String sql =
                    "SELECT t.* FROM samples, LATERAL TABLE(%s) AS t".formatted(spec.example());
            try (CloseableIterator<Row> rows = env.executeSql(sql).collect()) {
                assertThat(
                                CollectionUtil.iteratorToList(rows).stream()
                                        .map(ExamplesITCase::columns)
                                        .collect(Collectors.joining("\n")))
                        .as(spec.example())
                        .isEqualTo(spec.exampleResult());
            }
        }
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
