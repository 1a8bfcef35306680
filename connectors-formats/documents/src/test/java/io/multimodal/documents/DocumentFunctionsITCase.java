// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.documents.pdf.Pdfs;
import io.multimodal.functions.Samples;
import io.multimodal.functions.spi.FunctionFamily;
import io.multimodal.functions.testkit.FunctionFamilyContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.CollectionUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The functions keep the promises of all functions, and the contract for failures. */
class DocumentFunctionsITCase extends FunctionFamilyContract {
    @TempDir private Path other;

    @Override
    protected FunctionFamily family() {
        return new DocumentFunctions();
    }

    @Test
    void reportsWhatIsNoDocumentAsADeadLetter() throws Exception {
        TableEnvironment env = Samples.session(other);
        env.getConfig().set("multimodal.on-error", "dead-letter");
        assertThat(
                        first(
                                env,
                                "SELECT DOCUMENT_TEXT(TO_FILE(png)), CHAR_LENGTH(DOCUMENT_TEXT(TO_FILE(pdf))) FROM samples"))
                .isEqualTo(Row.of(null, 30));
        assertThat(first(env, "SELECT code, function_name FROM LATERAL TABLE(MEDIA_ERRORS())"))
                .isEqualTo(Row.of("UNSUPPORTED", "DOCUMENT_TEXT"));
    }

    @Test
    void runsTheQueryOfThePage() throws Exception {
        TableEnvironment env = Samples.session(other);
        env.executeSql(
                "CREATE TEMPORARY VIEW reports AS SELECT TO_FILE(pdf) AS doc, 'a.pdf' AS name FROM samples");
        String page = Files.readString(Path.of("../../docs/documents.md"));
        int query = page.indexOf("SELECT ");
        try (CloseableIterator<Row> rows =
                env.executeSql(page.substring(query, page.indexOf("```", query))).collect()) {
            assertThat(CollectionUtil.iteratorToList(rows))
                    .containsExactly(
                            Row.of("a.pdf", 1, "First page"),
                            Row.of("a.pdf", 2, "Second page, turned"));
        }
    }

    @Test
    void rendersAPageWhereItsPixelsAreNeeded() throws Exception {
        TableEnvironment env = Samples.session(other);
        assertThat(
                        first(
                                env,
                                "SELECT page.width, METADATA(page)['program'], TO_IMAGE(CONTENT(IMAGE_ROTATE(page, 90))).width FROM samples, LATERAL TABLE(DOCUMENT_PAGES(TO_FILE(pdf), 36)) AS p (number, width, height, text, page) WHERE number = 1"))
                .isEqualTo(Row.of(150, "page(1, 150x100)", 100));
    }

    @Test
    void putsTheImagesOfADocumentIntoTheStore() throws Exception {
        String pdf = HexFormat.of().formatHex(Pdfs.withImage(true));
        assertThat(
                        first(
                                Samples.session(other),
                                "SELECT page, image.width, image.content_type, x, y, width, height FROM LATERAL TABLE(DOCUMENT_IMAGES(TO_FILE(X'"
                                        + pdf
                                        + "')))"))
                .isEqualTo(Row.of(1, 50, "image/jpeg", 20.0, 30.0, 100.0, 150.0));
    }

    private static Row first(TableEnvironment env, String query) throws Exception {
        try (CloseableIterator<Row> rows = env.executeSql(query).collect()) {
            return rows.next();
        }
    }
}
