// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import io.multimodal.functions.spec.Argument;
import io.multimodal.functions.spec.FunctionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is made of the catalogue: documentation, and the methods of the Table API and of Python. */
public final class GeneratedFiles {
    private GeneratedFiles() {}

    static String page() {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Functions

                        <!-- made by GeneratedFilesTest; see there how -->
                        This page lists the SQL functions of the module `multimodal`. The statement `LOAD MODULE multimodal;` makes them known to a session;
                        `bin/sql` runs it at its start. In the Table API, the same functions are static methods of the class `MultimodalFunctions`.

                        ## How to read an entry

                        An entry has the signature of the function, what the function does, its arguments, and an example with its result.

                        - Arguments in brackets are optional. An optional argument can be omitted or NULL, which selects its default value.
                        - The result is NULL if an argument that is not optional is NULL. All result types are nullable.
                        - Arguments can be given by name, such as `IMAGE_ROTATE(img => img, degrees => 90)`, if the function has no optional argument and no
                          argument that can be of several types, such as `IMAGE | AUDIO`.
                        - A *lazy* function reads nothing. It returns a reference to the source and a *program*, which is the list of the steps to apply. The
                          program runs where the bytes are needed, for example in a model, in a sink or in the function CONTENT.
                        - A *reading* function reads objects or writes them to the store. Its task waits for that.
                        - A function that *looks outside* reads places or logs outside the store, which can change. It is not deterministic: two calls with the
                          same arguments can have different results.
                        - A *table function* returns rows and is called as `LATERAL TABLE(IMAGE_TILES(img, 64, 64))`.

                        No function is evaluated while a query is planned. The results of IMAGE_HASH, IMAGE_SHARPNESS and CHECKSUM are cached for up to one
                        minute, so that a join that calls them for each pair of rows reads each object once.

                        ## Errors

                        The option `multimodal.on-error` decides what happens when a function fails for a row: `fail` fails the job, `null` returns NULL, and
                        `dead-letter` returns NULL and records the failure, which the function MEDIA_ERRORS lists. The option `multimodal.on-error.budget` is
                        the number of failures after which a subtask of a function fails the job in any case. Each function has a second form, whose name
                        begins with `TRY_`; it returns NULL when it fails, whatever the options are.

                        An entry names the error codes of the function itself. A function that reads or decodes an object can also fail with the codes that
                        describe the object: `NOT_FOUND`, `CORRUPT`, `TRUNCATED`, `UNSUPPORTED`, `TOO_LARGE`, `TOO_MANY_PIXELS`, `TOO_LONG`,
                        `EXPANDS_TOO_MUCH`, `TIMED_OUT`, `REFUSED`.

                        ## The row of the examples

                        Each example is an expression of `SELECT … FROM samples`. The table `samples` has one row:

                        | column | content |
                        |---|---|
                        | `png`, `img` | the bytes of a PNG file of 101 × 75 pixels, and the IMAGE in it |
                        | `flac`, `snd` | the bytes of a FLAC file of 2 seconds with 2 channels at 8,000 Hz, and the AUDIO in it |
                        | `mp4`, `vid` | the bytes of an MP4 file of 3 seconds with 160 × 96 pixels and audio, and the VIDEO in it |
                        | `npy`, `numbers` | the bytes of a `.npy` file with the int16 numbers 1 to 6, and the TENSOR of shape 2 × 3 in it |
                        | `pdf` | the bytes of a PDF file of 2 pages |
                        | `uri`, `flac_uri`, `mp4_uri`, `npy_uri` | URIs of the same files outside the store |
                        | `outside` | the FILE at `uri` |
                        """);
        for (FunctionRegistry.Family family : FunctionRegistry.families()) {
            page.append("\n## ").append(family.title()).append('\n');
            family.functions().forEach(spec -> page.append('\n').append(section(spec)));
        }
        return page.toString();
    }

    /** What the documentation says of a function, in Markdown. */
    public static String section(FunctionSpec spec) {
        StringBuilder text = new StringBuilder("### ").append(spec.name()).append('\n');
        text.append("    ").append(signature(spec)).append("\n\n");
        text.append(spec.description()).append(" *").append(kind(spec)).append(".*");
        if (!spec.errors().isEmpty()) {
            text.append(" Fails with ")
                    .append(
                            spec.errors().stream()
                                    .map(code -> "`" + code + "`")
                                    .collect(Collectors.joining(", ")))
                    .append('.');
        }
        text.append("\n\n");
        for (Argument argument : spec.arguments()) {
            text.append("- `").append(argument.name()).append("`: ");
            text.append(argument.meaning()).append('\n');
        }
        text.append("\nExample: `").append(spec.example()).append("` gives ");
        text.append(results(spec)).append('\n');
        return text.toString();
    }

    private static String results(FunctionSpec spec) {
        return spec.exampleResult().isEmpty()
                ? "no row"
                : '`' + spec.exampleResult().replace("\n", "`, `") + '`';
    }

    private static String kind(FunctionSpec spec) {
        String reach =
                switch (spec.reach()) {
                    case LAZY -> "Lazy";
                    case READING -> "Reading";
                    case OUTSIDE -> "Looks outside";
                };
        return spec.isTable() ? reach + "; a table function" : reach;
    }

    private static String signature(FunctionSpec spec) {
        return spec.signature() + " → " + spec.resultText();
    }

    /** The source of the class, but for line breaks. */
    static String tableApi() {
        StringBuilder methods = new StringBuilder();
        for (FunctionSpec spec : FunctionRegistry.all()) {
            for (boolean nullOnError : new boolean[] {false, true}) {
                long required = spec.arguments().stream().filter(a -> !a.optional()).count();
                for (int given = (int) required; given <= spec.arguments().size(); given++) {
                    methods.append(method(spec, nullOnError, given));
                }
            }
        }
        return """
        // SPDX-License-Identifier: Apache-2.0
        // Copyright the Flink Multimodal authors

        package io.multimodal.functions;

        import io.multimodal.annotation.Public;
        import org.apache.flink.table.api.ApiExpression;

        /**
         * All functions for the Table API; docs/functions.md says what they do. Arguments are
         * expressions, or values that Flink makes literals of. Made by GeneratedFilesTest; see there
         * how.
         *
         * <pre>{@code
         * photos.select(imageResize($("img"), 224, 224))
         * }</pre>
         */
        @Public
        public final class MultimodalFunctions {
            private MultimodalFunctions() {}

            /**
             * A function by its name in SQL, such as one of a third party's family; optional
             * arguments may be left out.
             */
            public static ApiExpression call(String function, Object... arguments) {
                return TableApiCall.of(function, arguments);
            }
        %s}
        """
                .formatted(methods);
    }

    private static String method(FunctionSpec spec, boolean nullOnError, int given) {
        String sql = nullOnError ? FunctionRegistry.TRY + spec.name() : spec.name();
        List<String> names =
                spec.arguments().stream().map(argument -> camelCase(argument.name())).toList();
        List<String> passed = new ArrayList<>(List.of('"' + sql + '"'));
        passed.addAll(names.subList(0, given));
        return """

            /** {@code %s}. */
            public static ApiExpression %s(%s) {
                return TableApiCall.of(%s);
            }
        """
                .formatted(
                        sql,
                        camelCase(sql),
                        names.subList(0, given).stream()
                                .map(name -> "Object " + name)
                                .collect(Collectors.joining(", ")),
                        String.join(", ", passed));
    }

    /** The module of Python. */
    static String python() {
        StringBuilder functions = new StringBuilder();
        for (FunctionSpec spec : FunctionRegistry.all()) {
            functions.append(pythonFunction(spec, spec.name(), pythonHelp(spec)));
            functions.append(
                    pythonFunction(
                            spec,
                            FunctionRegistry.TRY + spec.name(),
                            "    %s, or NULL where it fails.".formatted(spec.name())));
        }
        return """
        # SPDX-License-Identifier: Apache-2.0
        # Copyright the Flink Multimodal authors

        \"""All functions for PyFlink's Table API. Arguments are expressions, or Python values.

        An optional argument that is None has its default. A table function is joined laterally:
        `photos.join_lateral(image_tiles(col("img"), 64, 64).alias("x", "y", "tile"))`.

            photos.select(image_resize(col("img"), 224, 224))

        Made by GeneratedFilesTest of Java; see there how.
        \"""

        from __future__ import annotations

        from typing import Any

        from ._call import call
        %s"""
                .formatted(functions);
    }

    private static String pythonFunction(FunctionSpec spec, String sql, String help) {
        List<String> names = spec.arguments().stream().map(Argument::name).toList();
        String parameters =
                spec.arguments().stream()
                        .map(
                                argument ->
                                        argument.name()
                                                + ": Any"
                                                + (argument.optional() ? " = None" : ""))
                        .collect(Collectors.joining(", "));
        return """


        def %s(%s) -> Any:
            \"""%s\"""
            return call("%s"%s)
        """
                .formatted(
                        sql.toLowerCase(Locale.ROOT),
                        parameters,
                        help.strip(),
                        sql,
                        names.stream().map(name -> ", " + name).collect(Collectors.joining()));
    }

    private static String pythonHelp(FunctionSpec spec) {
        StringBuilder help = new StringBuilder();
        help.append(spec.description()).append("\n\n");
        help.append("    `").append(signature(spec)).append("`\n\n");
        for (Argument argument : spec.arguments()) {
            help.append("    - `").append(argument.name()).append("`: ");
            help.append(argument.meaning()).append('\n');
        }
        return help.append("    ").toString().replace("\\", "\\\\");
    }

    private static String camelCase(String name) {
        String[] words = name.toLowerCase(Locale.ROOT).split("_", -1);
        return Stream.concat(
                        Stream.of(words[0]),
                        Stream.of(words)
                                .skip(1)
                                .map(
                                        word ->
                                                word.substring(0, 1).toUpperCase(Locale.ROOT)
                                                        + word.substring(1)))
                .collect(Collectors.joining());
    }
}
