// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/sql} makes of {@code NAME=VALUE}, before Flink's SQL client starts. */
class ScriptVariablesTest {
    private static final String SHOW =
            """
            set -euo pipefail
            source ../../bin/lib/variables.sh
            fill_in_script "$@"
            printf '<%s>\\n' ${OPTIONS[@]+"${OPTIONS[@]}"}
            [ -z "$FILLED_IN" ] || { cat "$FILLED_IN"; rm "$FILLED_IN"; }
            """;

    @TempDir private Path temp;
    private Path script;

    @BeforeEach
    void write() throws Exception {
        script =
                Files.writeString(
                        temp.resolve("a script.sql"),
                        "-- say folder=… for ${folder}, not ${this}\nSELECT '${folder}/x', '${folder}';\n");
    }

    @Test
    void putsValuesInThePlaceOfNamesAndDoublesQuotes() throws Exception {
        assertThat(run("-f", script.toString(), "folder=/it's & \\1 $HOME"))
                .contains("SELECT '/it''s & \\1 $HOME/x', '/it''s & \\1 $HOME';");
    }

    @Test
    void namesAVariableThatHasNoValue() throws Exception {
        assertThat(run("-f", script.toString()))
                .isEqualTo(
                        "sql: %1$s needs a value for 'folder': bin/sql -f %1$s folder=…\n"
                                .formatted(script));
    }

    @Test
    void leavesTheClientsOwnOptionsAlone() throws Exception {
        assertThat(run("-D", "key=value", "--history", "x"))
                .isEqualTo("<-D>\n<key=value>\n<--history>\n<x>\n");
        assertThat(run()).isEqualTo("<>\n");
    }

    @Test
    void refusesAValueWithoutAScript() throws Exception {
        assertThat(run("folder=/x")).contains("'folder=/x' is for a script: bin/sql -f SCRIPT.sql");
    }

    private static String run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", "-c", SHOW, "sql"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
