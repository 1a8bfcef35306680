// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ref.ContentId;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {
    private static final Optional<List<String>> COLUMNS = Optional.of(List.of("label", "name"));
    private static final ContentId ID = ContentId.hash("content");

    @Test
    void putsColumnsDigestAndExtensionInTheirPlaces() throws Exception {
        assertThat(path("{label}/{name}-{digest}.{ext}", "cat", "tom"))
                .isEqualTo("cat/tom-" + ID.hex() + ".webp");
        assertThat(PathTemplate.parse("a/{name}.WebP", COLUMNS).fixedExtension()).contains("webp");
        assertThat(PathTemplate.parse("a/{name}.{ext}", COLUMNS).fixedExtension()).isEmpty();
        assertThat(PathTemplate.parse("{digest}", COLUMNS).usesDigest()).isTrue();
        assertThat(PathTemplate.parse("x.{name}", COLUMNS).fixedExtension()).isEmpty();
    }

    @Test
    void putsPartitionsBeforeIt() throws Exception {
        PathTemplate template =
                PathTemplate.parse("{name}", COLUMNS).partitionedBy(List.of("label"), "NONE");

        assertThat(template.path(Map.of("label", "a/b=c", "name", "x")::get, ID, "png"))
                .isEqualTo("label=a%2Fb%3Dc/x");
        assertThat(template.path(Map.of("name", "x")::get, ID, "png")).isEqualTo("label=NONE/x");
        assertThat(template.columns()).containsExactly("label", "name");
    }

    @ParameterizedTest
    @CsvSource({
        "..,%2E.",
        "../../etc/passwd,%2E.%2F..%2Fetc%2Fpasswd",
        "/etc/passwd,%2Fetc%2Fpasswd",
        "a%2Fb,a%252Fb",
        "C:\\x,C%3A%5Cx",
        ".multimodal,%2Emultimodal",
        "_hidden,%5Fhidden",
        "a b ü 東,a b ü 東"
    })
    void escapesValuesAsHiveDoes(String value, String expected) throws Exception {
        assertThat(path("{name}", "cat", value)).isEqualTo(expected);
        assertThat(Path.of("/root").resolve(path("{label}/{name}", value, value)).normalize())
                .startsWithRaw(Path.of("/root"))
                .satisfies(file -> assertThat(file.getNameCount()).isEqualTo(3));
    }

    @Test
    void escapesControlCharacters() throws Exception {
        assertThat(path("{name}", "cat", "a\0b\nc\u007f")).isEqualTo("a%00b%0Ac%7F");
    }

    @Test
    void refusesValuesThatAreNoName() {
        for (String value : new String[] {null, "", "x".repeat(1000)}) {
            assertThatThrownBy(() -> path("{name}.webp", "cat", value))
                    .isInstanceOfSatisfying(
                            MediaException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.REFUSED));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "all.webp",
                "{ext}",
                "{name",
                "name}",
                "/{name}",
                "a//{name}",
                "{name}/",
                "../{name}",
                "./{name}",
                ".multimodal/{name}",
                ".{name}",
                "{name}\\x",
                "{nome}"
            })
    void refusesTemplatesAtPlanning(String template) {
        assertThatThrownBy(() -> PathTemplate.parse(template, COLUMNS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + template + "'");
    }

    @Test
    void namesTheNearestColumn() {
        assertThatThrownBy(() -> PathTemplate.parse("{lable}/{name}", COLUMNS))
                .hasMessageContaining("the nearest is 'label'");
    }

    private static String path(String template, String label, String name) throws Exception {
        return PathTemplate.parse(template, COLUMNS)
                .path(column -> column.equals("label") ? label : name, ID, "webp");
    }
}
