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

/** What is made of the catalogue: the page of documentation and the methods of the Table API. */
final class GeneratedFiles {
    private GeneratedFiles() {}

    static String page() {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Functions

                        <!-- made by GeneratedFilesTest; see there how -->
                        `LOAD MODULE multimodal;` makes them known (`bin/sql` has done so); in the Table API they are methods of
                        `MultimodalFunctions`. An argument in brackets may be left out, or NULL; NULL in any other one gives NULL. Where none may be left out
                        and none is of any multimodal type, they may be given by name: `IMAGE_ROTATE(img => img, degrees => 90)`. All results are nullable.

                        What follows a failure is up to `multimodal.on-error` (`fail`, `null`, `dead-letter`; MEDIA_ERRORS reads the letters), and
                        `multimodal.on-error.budget` says how many may fail in each subtask of a function before the job stops all the same. Each
                        function has a form `TRY_…` that gives NULL instead. Beside the codes named
                        here, whatever reads a medium fails with what is wrong with it: `NOT_FOUND`, `CORRUPT`, `TRUNCATED`, `UNSUPPORTED`, `TOO_LARGE`,
                        `TOO_MANY_PIXELS`, `TOO_LONG`, `EXPANDS_TOO_MUCH`, `TIMED_OUT`, `REFUSED`.

                        A *lazy* function reads nothing: it says what is to be done, and that is done once, where the bytes are needed. A *reading* one
                        reads objects or puts them, and holds its task up while it does. One that looks *outside* may answer otherwise the next time. None
                        is run by the client. What IMAGE_HASH, IMAGE_SHARPNESS and CHECKSUM give is kept for up to a minute, so that a join whose condition calls
                        them for each pair of rows reads each medium once.

                        The examples are over one row, as `SELECT … FROM samples`: `png` is a file of 101 × 75 pixels and `img` the image in it, `flac` one of two
                        seconds and two channels at 8,000 Hz and `snd` the audio in it, `mp4` one of three seconds, 160 × 96 pixels, with audio and `vid`
                        the video in it, `npy` one of
                        int16 numbers from 1 to 6 and `numbers` the tensor of shape 2 × 3 in it; `uri`, `flac_uri`, `mp4_uri` and `npy_uri` are where the same files lie outside the
                        store, and `outside` is the FILE at `uri`.
                        """);
        for (FunctionRegistry.Family family : FunctionRegistry.families()) {
            page.append("\n## ").append(family.title()).append('\n');
            family.functions().forEach(spec -> page.append('\n').append(section(spec)));
        }
        return page.toString();
    }

    private static String section(FunctionSpec spec) {
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
        text.append("\nExample: `").append(spec.example()).append("` gives `");
        text.append(spec.exampleResult().replace("\n", "`, `")).append("`\n");
        return text.toString();
    }

    private static String kind(FunctionSpec spec) {
        String reach =
                switch (spec.reach()) {
                    case LAZY -> "Lazy";
                    case READING -> "Reading";
                    case OUTSIDE -> "Looks outside: not deterministic";
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
