// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.coco;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.flink.table.api.DataTypes.ARRAY;
import static org.apache.flink.table.api.DataTypes.BIGINT;
import static org.apache.flink.table.api.DataTypes.BOOLEAN;
import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.formats.spi.Sample;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleField;
import io.multimodal.formats.spi.SampleInput;
import io.multimodal.formats.spi.SampleReader;
import io.multimodal.formats.testkit.InMemoryFile;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CocoReaderTest {
    private static final DataType BOX =
            ROW(
                    FIELD("x", DOUBLE()),
                    FIELD("y", DOUBLE()),
                    FIELD("width", DOUBLE()),
                    FIELD("height", DOUBLE()));
    private static final SampleColumn BOXES =
            column(
                    "annotations",
                    ARRAY(
                            ROW(
                                    FIELD("category", STRING()),
                                    FIELD("bbox", BOX),
                                    FIELD("area", DOUBLE()),
                                    FIELD("iscrowd", BOOLEAN()),
                                    FIELD("id", BIGINT()))));
    private static final SampleColumn IMAGE = column("image", STRING());
    private static final SampleColumn HEIGHT = column("height", INT());
    private static final SampleColumn CAPTIONS = column("captions", ARRAY(STRING()));
    private static final long MEMORY = 1 << 20;

    private static SampleColumn column(String name, DataType type) {
        return new SampleColumn(name, type.getLogicalType());
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = CocoReaderTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static List<Sample> read(byte[] file, long from, long memory, SampleColumn... columns)
            throws IOException {
        List<Sample> samples = new ArrayList<>();
        try (SampleInput in =
                new SampleInput("coco.json", new InMemoryFile(file), file.length, from)) {
            SampleReader reader =
                    new CocoFormat(memory, List.of()).reader(in, Arrays.asList(columns));
            for (Sample sample = reader.next(); sample != null; sample = reader.next()) {
                samples.add(sample);
            }
        }
        return samples;
    }

    private static Object value(Sample sample, int column) {
        SampleField field = sample.fields().get(column);
        return field == null ? null : ((SampleField.Value) field).value();
    }

    private static String fault(Sample sample, int column) {
        return ((SampleField.Faulty) sample.fields().get(column)).why();
    }

    /** The lines of golden.txt, which the package pycocotools gives for the same documents. */
    @Test
    void findsWhatPycocotoolsFinds() throws Exception {
        List<Sample> boxes = read(resource("instances.json"), 0, MEMORY, IMAGE, HEIGHT, BOXES);
        List<Sample> captions = read(resource("captions.json"), 0, MEMORY, CAPTIONS);

        List<String> lines = new ArrayList<>();
        for (int i = 0; i < boxes.size(); i++) {
            lines.add(line(boxes.get(i), texts((ArrayData) value(captions.get(i), 0))));
        }
        assertThat(lines)
                .containsExactlyElementsOf(
                        new String(resource("golden.txt"), UTF_8).lines().toList());
    }

    private static String line(Sample image, String captions) {
        ArrayData all = (ArrayData) value(image, 2);
        List<String> boxes = new ArrayList<>();
        List<String> crowds = new ArrayList<>();
        double area = 0;
        for (int i = 0; i < all.size(); i++) {
            RowData annotation = all.getRow(i, 5);
            RowData box = annotation.getRow(1, 4);
            boxes.add(
                    "%s %s %s %s %s"
                            .formatted(
                                    annotation.getString(0),
                                    box.getDouble(0),
                                    box.getDouble(1),
                                    box.getDouble(2),
                                    box.getDouble(3)));
            area += annotation.getDouble(2);
            if (annotation.getBoolean(3)) {
                crowds.add(Long.toString(annotation.getLong(4)));
            }
        }
        return String.join(
                "\t",
                value(image, 0).toString(),
                value(image, 1).toString(),
                String.join(";", boxes),
                all.size() == 0 ? "0" : Double.toString(area),
                String.join(",", crowds),
                captions);
    }

    private static String texts(ArrayData array) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            texts.add(array.getString(i).toString());
        }
        return texts.stream().collect(Collectors.joining("|"));
    }

    @Test
    void goesOnAfterAnyImage() throws Exception {
        byte[] file = resource("instances.json");
        List<Sample> all = read(file, 0, MEMORY, IMAGE);
        for (int i = 0; i < all.size(); i++) {
            assertThat(read(file, all.get(i).end(), MEMORY, IMAGE))
                    .isEqualTo(all.subList(i + 1, all.size()));
        }
    }

    @Test
    void readsListsAndObjectsAsTheirJson() throws Exception {
        SampleColumn annotations =
                column(
                        "annotations",
                        ARRAY(ROW(FIELD("id", INT()), FIELD("segmentation", STRING()))));

        List<String> texts = new ArrayList<>();
        for (Sample image : read(resource("instances.json"), 0, MEMORY, annotations)) {
            ArrayData rows = (ArrayData) value(image, 0);
            for (int i = 0; i < rows.size(); i++) {
                texts.add(rows.getRow(i, 2).getString(1).toString());
            }
        }
        assertThat(texts).hasSize(14).contains("{\"counts\":[10,20,305970],\"size\":[479,640]}");
    }

    private static byte[] document(String images, String annotations) {
        return "{\"categories\": [{\"id\": 1, \"name\": \"cat\"}], \"annotations\": [%s], \"images\": [%s]}"
                .formatted(annotations, images)
                .getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1, 2, 'x', 4]                 | bbox of annotation 5: 'x' is no finite number",
                "[1, 2, 3]                      | bbox of annotation 5: '[1,2,3]' is neither an object nor a list of 4 elements",
                "'1 2 3 4'                      | bbox of annotation 5: '1 2 3 4' is neither an object nor a list of 4 elements",
                "[1, 2, NaN, 4]                 | bbox of annotation 5: 'NaN' is no finite number",
                "[1, 2, 1e999, 4]               | bbox of annotation 5: 'Infinity' is no finite number",
                "[1, 2, 3, 4], 'category_id': 9 | category of annotation 5: there is no category 9",
                "[1, 2, 3, 4], 'area': []       | area of annotation 5: '[]' is no finite number",
                "[1, 2, 3, 4], 'iscrowd': 2     | iscrowd of annotation 5: '2' is neither true nor false",
                "[1, 2, 3, 4], 'id': 1.5        | id of annotation 1.5: '1.5' is no BIGINT",
            })
    void isNoAnnotation(String box, String why) throws Exception {
        byte[] file =
                document(
                        "{\"id\": 7, \"height\": 3}",
                        "{'id': 5, 'image_id': 7, 'bbox': %s}".formatted(box).replace('\'', '"'));

        Sample image = read(file, 0, MEMORY, BOXES, HEIGHT).get(0);

        assertThat(fault(image, 0)).isEqualTo(why);
        assertThat(value(image, 1)).as("the other column").isEqualTo(3);
    }

    @Test
    void leavesOutWhatNamesNoImage() throws Exception {
        byte[] file =
                document(
                        "{\"id\": 7}, {\"id\": 7}, {\"height\": 2}, {\"id\": \"a\", \"height\": 99999999999}",
                        "{\"id\": 5, \"image_id\": 8}, {\"id\": 6}");

        List<Sample> samples = read(file, 0, MEMORY, HEIGHT, BOXES);

        assertThat(samples)
                .extracting(Sample::fault)
                .containsExactlyInAnyOrder(
                        null,
                        "its id occurs twice",
                        "it has no id",
                        null,
                        "the document has no image 8, and 1 annotations of it",
                        "the document has no image null, and 1 annotations of it");
        assertThat(fault(samples.get(3), 0)).isEqualTo("'99999999999' is no INT");
        assertThat(samples).extracting(Sample::end).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "7", "{}", "{\"images\": {}}", "{\"images\": [1]}", "", "{\"images\""})
    void isNoDocument(String text) {
        assertThatThrownBy(() -> read(text.getBytes(UTF_8), 0, MEMORY, IMAGE))
                .isInstanceOf(IOException.class);
    }

    @Test
    void noticesACutAnywhere() throws Exception {
        byte[] file = resource("captions.json");
        for (int cut = 1; cut < file.length; cut++) {
            byte[] some = Arrays.copyOf(file, cut);
            assertThatThrownBy(() -> read(some, 0, MEMORY, CAPTIONS))
                    .as("cut at %d", cut)
                    .isInstanceOf(IOException.class);
        }
        byte[] half = Arrays.copyOf(file, file.length / 2);
        assertThatThrownBy(() -> read(half, 0, MEMORY, CAPTIONS))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TRUNCATED));
    }

    /** What the table does not declare is passed over, whatever its size. */
    @Test
    void keepsNoMoreThanAllowed() throws Exception {
        String polygon = "1.5,".repeat(1 << 20) + "2";
        byte[] file =
                document(
                        "{\"id\": 7}",
                        "{\"id\": 5, \"image_id\": 7, \"caption\": \"a\", \"segmentation\": [[%s]]}"
                                .formatted(polygon));
        SampleColumn segmentation =
                column("annotations", ARRAY(ROW(FIELD("segmentation", STRING()))));

        assertThat(read(file, 0, 2000, CAPTIONS)).hasSize(1);
        assertThatThrownBy(() -> read(file, 0, 1 << 20, segmentation))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE))
                .hasMessageContaining("more than 1048576 bytes ('coco.max-memory')");
    }

    @Test
    void refusesColumnsThatADocumentDoesNotHave() {
        for (SampleColumn wrong :
                List.of(
                        column("annotations", ARRAY(STRING())),
                        column("captions", STRING()),
                        column("image", org.apache.flink.table.api.DataTypes.BYTES()),
                        column("image", io.multimodal.types.MultimodalTypes.image()))) {
            assertThatThrownBy(() -> new CocoFormat(1, List.of()).checkRead(List.of(wrong)))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("The column '" + wrong.name() + "' of a 'coco' table");
        }
    }
}
