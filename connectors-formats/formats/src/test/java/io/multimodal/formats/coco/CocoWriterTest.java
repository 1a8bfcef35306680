// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.coco;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.flink.table.api.DataTypes.ARRAY;
import static org.apache.flink.table.api.DataTypes.BIGINT;
import static org.apache.flink.table.api.DataTypes.BOOLEAN;
import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.FLOAT;
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
import io.multimodal.formats.spi.SampleValues;
import io.multimodal.formats.spi.SampleWriter;
import io.multimodal.formats.testkit.InMemoryFile;
import io.multimodal.types.failure.MediaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CocoWriterTest {
    private static final SampleColumn IMAGE = column("image", STRING());
    private static final SampleColumn ID = column("id", BIGINT());
    private static final SampleColumn WIDTH = column("width", INT());
    private static final SampleColumn CAPTIONS = column("captions", ARRAY(STRING()));
    private static final SampleColumn LABELS =
            annotations(FIELD("category", STRING()), FIELD("supercategory", STRING()));
    private static final SampleColumn IDS =
            annotations(
                    FIELD("id", INT()),
                    FIELD("category", STRING()),
                    FIELD("category_id", BIGINT()));

    private static SampleColumn column(String name, DataType type) {
        return new SampleColumn(name, type.getLogicalType());
    }

    private static SampleColumn annotations(DataTypes.Field... fields) {
        return column("annotations", ARRAY(ROW(fields)));
    }

    private static Object text(String text) {
        return StringData.fromString(text);
    }

    private static Object array(Object... elements) {
        return new GenericArrayData(elements);
    }

    private static Object row(Object... fields) {
        Object[] internal =
                Arrays.stream(fields)
                        .map(field -> field instanceof String text ? text(text) : field)
                        .toArray();
        return GenericRowData.of(internal);
    }

    private static SampleValues image(List<SampleColumn> columns, Object... values) {
        return new SampleValues(columns, Arrays.asList(values));
    }

    private static byte[] write(
            List<String> categories, List<SampleColumn> columns, Object[]... rows)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CocoFormat format = new CocoFormat(1 << 20, categories);
        format.checkWritten(columns);
        SampleWriter writer = format.writer(out, columns);
        for (Object[] row : rows) {
            writer.write(image(columns, row));
        }
        writer.finish();
        return out.toByteArray();
    }

    private static String written(
            List<String> categories, List<SampleColumn> columns, Object[]... rows)
            throws IOException {
        return new String(write(categories, columns, rows), UTF_8);
    }

    private static List<Object[]> read(byte[] file, List<SampleColumn> columns) throws IOException {
        List<Object[]> rows = new ArrayList<>();
        try (SampleInput in =
                new SampleInput("coco.json", new InMemoryFile(file), file.length, 0)) {
            SampleReader reader = new CocoFormat(1 << 20, List.of()).reader(in, columns);
            for (Sample sample = reader.next(); sample != null; sample = reader.next()) {
                rows.add(
                        sample.fields().stream()
                                .map(f -> f == null ? null : ((SampleField.Value) f).value())
                                .toArray());
            }
        }
        return rows;
    }

    /** The text is written by hand from the description of COCO's format. */
    @Test
    void writesTheDocumentThatCocoDescribes() throws Exception {
        SampleColumn boxes =
                annotations(
                        FIELD("category", STRING()),
                        FIELD("supercategory", STRING()),
                        FIELD(
                                "bbox",
                                ROW(
                                        FIELD("x", DOUBLE()),
                                        FIELD("y", FLOAT()),
                                        FIELD("w", INT()),
                                        FIELD("h", DOUBLE()))),
                        FIELD("iscrowd", BOOLEAN()),
                        FIELD("segmentation", STRING()),
                        FIELD("area", DOUBLE()));

        String document =
                written(
                        List.of(),
                        List.of(WIDTH, IMAGE, boxes),
                        new Object[] {
                            640,
                            text("a \"b\"/ü.jpg"),
                            array(
                                    row(
                                            "dog",
                                            "animal",
                                            row(1.5, 2.25f, 3, 4.0),
                                            true,
                                            "[[1, 2.5, 3]]",
                                            7.5),
                                    row("cat", "animal", row(0.0, 0f, 2, 2.5), null, null, null))
                        },
                        new Object[] {null, text("b.jpg"), null},
                        new Object[] {
                            1,
                            text("c.jpg"),
                            array(null, row("dog", "animal", null, null, null, null))
                        });

        assertThat(document)
                .isEqualTo(
                        """
                        {"info":{},"licenses":[],"images":[\
                        {"id":1,"width":640,"file_name":"a \\"b\\"/ü.jpg"},\
                        {"id":2,"file_name":"b.jpg"},\
                        {"id":3,"width":1,"file_name":"c.jpg"}],\
                        "annotations":[\
                        {"id":1,"image_id":1,"category_id":2,"bbox":[1.5,2.25,3,4.0],"iscrowd":1,"segmentation":[[1,2.5,3]],"area":7.5},\
                        {"id":2,"image_id":1,"category_id":1,"bbox":[0.0,0.0,2,2.5],"area":5.0,"iscrowd":0},\
                        {"id":3,"image_id":3,"category_id":2}],\
                        "categories":[{"id":1,"name":"cat","supercategory":"animal"},{"id":2,"name":"dog","supercategory":"animal"}]}
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"instances.json", "captions.json"})
    void readsAsWhatWasRead(String name) throws Exception {
        byte[] theirs;
        try (InputStream in = CocoWriterTest.class.getResourceAsStream(name)) {
            theirs = in.readAllBytes();
        }
        List<SampleColumn> columns =
                List.of(
                        IMAGE,
                        ID,
                        WIDTH,
                        column("date_captured", STRING()),
                        name.equals("captions.json")
                                ? CAPTIONS
                                : annotations(
                                        FIELD("bbox", ARRAY(DOUBLE())),
                                        FIELD("id", BIGINT()),
                                        FIELD("category", STRING()),
                                        FIELD("category_id", INT()),
                                        FIELD("supercategory", STRING()),
                                        FIELD("segmentation", STRING()),
                                        FIELD("area", DOUBLE()),
                                        FIELD("iscrowd", BOOLEAN())));
        List<Object[]> rows = read(theirs, columns);

        byte[] ours = write(List.of(), columns, rows.toArray(Object[][]::new));

        assertThat(read(ours, columns)).hasSize(5).containsExactlyElementsOf(rows);
    }

    @Test
    void numbersCategoriesInTheSameWayWhateverTheOrderOfTheRowsIs() throws Exception {
        List<SampleColumn> columns = List.of(IMAGE, LABELS);
        Object[] cat = {text("1"), array(row("cat", null))};
        Object[] dog = {text("2"), array(row("dog", null))};

        for (Object[][] rows : List.of(new Object[][] {cat, dog}, new Object[][] {dog, cat})) {
            assertThat(written(List.of(), columns, rows))
                    .endsWith(
                            "\"categories\":[{\"id\":1,\"name\":\"cat\"},{\"id\":2,\"name\":\"dog\"}]}\n");
        }
        assertThat(written(List.of("zebra", "dog"), columns, new Object[][] {dog}))
                .as("as the table lists them, in each file")
                .contains("\"category_id\":2")
                .endsWith(
                        "\"categories\":[{\"id\":1,\"name\":\"zebra\"},{\"id\":2,\"name\":\"dog\"}]}\n");
        assertThatThrownBy(() -> written(List.of("dog"), columns, new Object[][] {cat}))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining(
                        "the category 'cat', which is not one of the 1 of 'coco.categories'");
        assertThat(
                        written(
                                List.of(),
                                List.of(IMAGE, IDS),
                                new Object[][] {{text("1"), array(row(8, "cat", 17L))}}))
                .as("as rows say")
                .contains("{\"id\":8,\"image_id\":1,\"category_id\":17}")
                .contains("\"categories\":[{\"id\":17,\"name\":\"cat\"}]");
    }

    @Test
    void leavesNothingOfARowThatADocumentCannotHold() throws Exception {
        List<SampleColumn> columns = List.of(IMAGE, ID, IDS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SampleWriter writer = new CocoFormat(1, List.of()).writer(out, columns);
        Object good = array(row(1, "cat", 5L));
        writer.write(image(columns, text("a"), 7L, good));

        refuses(writer, image(columns, null, 8L, good), "the path of the image is NULL");
        refuses(writer, image(columns, text("b"), null, good), "the id of the image is NULL");
        refuses(writer, image(columns, text("b"), 7L, null), "another row has the id 7");
        for (Object[] wrong :
                new Object[][] {
                    {row(1, "cat", 5L), "the annotation 1, which another row has"},
                    {row(null, "cat", 5L), "an annotation without id"},
                    {row(2, "cat", 6L), "which has the id 5 in other annotations"},
                    {row(2, "cow", 5L), "with the id 5, which the category 'cat' has"},
                    {row(2, "cow", null), "an annotation with one of 'category' and 'category_id'"},
                    {row(2, null, 9L), "an annotation with one of 'category' and 'category_id'"}
                }) {
            Object some = array(row(3, "new", 11L), wrong[0]);
            refuses(writer, image(columns, text("b"), 8L, some), (String) wrong[1]);
        }
        writer.write(image(columns, text("b"), 8L, array(row(3, "cow", 11L))));
        writer.finish();

        assertThat(out.toString(UTF_8))
                .isEqualTo(
                        """
                        {"info":{},"licenses":[],"images":[{"id":7,"file_name":"a"},{"id":8,"file_name":"b"}],\
                        "annotations":[{"id":1,"image_id":7,"category_id":5},{"id":3,"image_id":8,"category_id":11}],\
                        "categories":[{"id":5,"name":"cat"},{"id":11,"name":"cow"}]}
                        """);
    }

    private static void refuses(SampleWriter writer, SampleValues sample, String why) {
        assertThatThrownBy(() -> writer.write(sample))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesWhatJsonDoesNotHave() {
        SampleColumn more =
                annotations(
                        FIELD("bbox", ARRAY(DOUBLE())),
                        FIELD("score", FLOAT()),
                        FIELD("segmentation", STRING()));
        Object[][] wrong = {
            {row(array(1.0, 2.0, 3.0), null, null), "a bbox that is not x, y, width and height"},
            {
                row(array(1.0, 2.0, 3.0, null), null, null),
                "a bbox that is not x, y, width and height"
            },
            {row(array(1.0, 2.0, 3.0, Double.NaN), null, null), "the number NaN"},
            {row(null, Float.NEGATIVE_INFINITY, null), "the number -Infinity"},
            {row(null, null, "[1, 2"), "a text is no JSON"},
            {row(null, null, "[1] 2"), "a text is no JSON"},
            {row(null, null, "7"), "neither a list nor an object"},
        };
        for (Object[] row : wrong) {
            assertThatThrownBy(
                            () ->
                                    write(
                                            List.of(),
                                            List.of(IMAGE, more),
                                            new Object[][] {{text("a"), array(row[0])}}))
                    .isInstanceOf(MediaException.class)
                    .hasMessageContaining((String) row[1]);
        }
    }

    @Test
    void refusesTablesThatAreNoDocuments() {
        for (List<SampleColumn> columns :
                List.of(
                        List.of(ID),
                        List.of(IMAGE, column("file_name", STRING())),
                        List.of(column("image", INT())),
                        List.of(IMAGE, column("id", STRING())),
                        List.of(IMAGE, CAPTIONS, LABELS),
                        List.of(IMAGE, annotations(FIELD("image_id", INT()))),
                        List.of(IMAGE, annotations(FIELD("category_id", INT()))),
                        List.of(IMAGE, annotations(FIELD("category", INT()))),
                        List.of(IMAGE, annotations(FIELD("bbox", STRING()))))) {
            assertThatThrownBy(() -> new CocoFormat(1, List.of()).checkWritten(columns))
                    .as("%s", columns)
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("A 'coco' table that is written ");
        }
        assertThatThrownBy(() -> new CocoFormat(1, List.of("a")).checkWritten(List.of(IMAGE, IDS)))
                .hasMessageContaining("with the option 'coco.categories'");
        assertThatThrownBy(
                        () ->
                                new CocoFormatFactory()
                                        .format(
                                                Configuration.fromMap(
                                                        Map.of("categories", "a;b;a"))))
                .hasMessageContaining("names a category twice: [a, b, a]");
    }
}
