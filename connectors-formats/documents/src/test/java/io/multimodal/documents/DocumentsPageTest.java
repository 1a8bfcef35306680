// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.functions.GeneratedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The end of {@code docs/documents.md} is made of the functions. With {@code
 * -Dmultimodal.generate=true} it is made again.
 */
class DocumentsPageTest {
    private static final Path PAGE = Path.of("../../docs/documents.md");
    private static final String BEGIN = "<!-- made by DocumentsPageTest; see there how -->\n";

    @Test
    void listsTheFunctions() throws IOException {
        String page = Files.readString(PAGE);
        String written = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String made =
                new DocumentFunctions()
                        .functions().stream()
                                .map(spec -> "\n" + GeneratedFiles.section(spec))
                                .collect(Collectors.joining());
        if (Boolean.getBoolean("multimodal.generate")) {
            Files.writeString(PAGE, written + made);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(written + made);
    }
}
