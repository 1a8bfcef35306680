// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Holds what is made of the catalogue against the catalogue. To make it again:
 *
 * <pre>
 * mvn -q -pl connectors-formats/functions -am test -Dtest=GeneratedFilesTest \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dmultimodal.generate=true
 * mvn -q spotless:apply -pl connectors-formats/functions
 * </pre>
 */
class GeneratedFilesTest {
    private static final Path PAGE = Path.of("../../docs/functions.md");
    private static final Path PYTHON =
            Path.of("../../python/src/flink_multimodal/flink/functions.py");
    private static final Path TABLE_API =
            Path.of("src/main/java/io/multimodal/functions/MultimodalFunctions.java");

    @Test
    void pageOfDocumentationSaysWhatTheCatalogueSays() throws IOException {
        agree(PAGE, GeneratedFiles.page(), "");
    }

    @Test
    void tableApiHasAMethodForEachFunction() throws IOException {
        // The formatter breaks lines as it likes, within comments, too.
        agree(TABLE_API, GeneratedFiles.tableApi(), "[\\s*]+");
    }

    @Test
    void pythonHasAFunctionForEach() throws IOException {
        agree(PYTHON, GeneratedFiles.python(), "");
    }

    private static void agree(Path file, String generated, String ignored) throws IOException {
        if (Boolean.getBoolean("multimodal.generate")) {
            Files.writeString(file, generated);
        }
        assertThat(Files.readString(file).replaceAll(ignored, ""))
                .as("%s is made of the catalogue; the comment of this test says how", file)
                .isEqualTo(generated.replaceAll(ignored, ""));
    }
}
