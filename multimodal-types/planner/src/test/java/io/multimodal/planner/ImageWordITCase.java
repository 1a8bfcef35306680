// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.support.Clusters;
import io.multimodal.support.Rows;
import io.multimodal.types.Image;
import io.multimodal.types.ImageType;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The word IMAGE wherever a type may stand. */
@SuppressWarnings("try") // Flink's iterator may throw InterruptedException when it is closed
class ImageWordITCase {
    /** For all jobs, each of which would start one of its own. */
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    private static final LogicalType IMAGE = ImageType.TYPE.logicalType();

    private TableEnvironment env;

    /** Makes an image of its name, as a source would. */
    public static final class Photo extends ScalarFunction {
        public Image eval(String name, Integer width) {
            return name == null
                    ? null
                    : Image.of(
                            new StoredRef(1, ContentId.hash(name), 10, Optional.empty()),
                            "image/png",
                            10L,
                            width,
                            7,
                            "RGB");
        }
    }

    @BeforeEach
    void teachTheWord() {
        env = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        MultimodalSql.install(env);
        env.createTemporarySystemFunction("PHOTO", Photo.class);
    }

    @Test
    void isATypeOfColumnsNullableOrNot() {
        create("t", "a IMAGE, b image, c IMAGE NOT NULL, d IMAGE NULL");
        assertThat(types("t")).containsExactly(IMAGE, IMAGE, IMAGE.copy(false), IMAGE);
    }

    @Test
    void isATypeOfElementsValuesAndFields() {
        create("t", "a ARRAY<IMAGE>, m MAP<STRING, IMAGE>, r ROW<i IMAGE NOT NULL, n STRING>");
        LogicalType string = VarCharType.STRING_TYPE;
        assertThat(types("t"))
                .containsExactly(
                        new ArrayType(IMAGE),
                        new MapType(string, IMAGE),
                        RowType.of(
                                new LogicalType[] {IMAGE.copy(false), string},
                                new String[] {"i", "n"}));
    }

    @Test
    void isATypeToCastTo() throws Exception {
        List<Row> rows =
                Rows.of(
                        env,
                        "SELECT CAST(NULL AS IMAGE), CAST(ROW(x'01', 'image/png', 5, 3, 4, 'L') AS IMAGE)");
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).getField(0)).isNull();
        Image cast = (Image) rows.get(0).getField(1);
        assertThat(cast.contentType()).isEqualTo("image/png");
        assertThat(cast.size()).isEqualTo(5);
        assertThat(cast.width()).isEqualTo(3);
        assertThat(cast.height()).isEqualTo(4);
        assertThat(cast.mode()).isEqualTo("L");
    }

    @Test
    void isATypeOfAColumnAddedLater() {
        create("t", "a STRING");
        env.executeSql("ALTER TABLE t ADD (img IMAGE)");
        assertThat(types("t").get(1)).isEqualTo(IMAGE);
    }

    @Test
    void isATypeOfAModelsInput() {
        env.executeSql(
                "CREATE MODEL m INPUT (img IMAGE) OUTPUT (label STRING) WITH ('provider' = 'x')");
        try (CloseableIterator<Row> rows = env.executeSql("DESCRIBE MODEL m").collect()) {
            assertThat(rows.next().toString()).contains("img").contains(Image.class.getName());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void goesThroughViewsAndItsAttributesAreRead() throws Exception {
        env.executeSql(
                "CREATE TEMPORARY VIEW photos AS SELECT name, PHOTO(name, w) AS img FROM (VALUES ('a', 640), ('b', 320)) AS t(name, w)");
        env.executeSql("CREATE TEMPORARY VIEW wide AS SELECT * FROM photos WHERE img.width > 500");
        assertThat(types("wide").get(1)).isEqualTo(IMAGE);
        assertThat(Rows.of(env, "SELECT name, img.width, wide.img.content_type FROM wide"))
                .containsExactly(Row.of("a", 640, "image/png"));
    }

    @Test
    void meansTheSameContentWhereItIsComparedAndGrouped() throws Exception {
        String photos =
                "(SELECT PHOTO(name, 5) AS img FROM (VALUES ('a'), ('b'), ('a')) AS t(name))";
        assertThat(Rows.of(env, "SELECT COUNT(*) FROM (SELECT DISTINCT img FROM " + photos + ")"))
                .last()
                .isEqualTo(plus(2L));
        // Flink 2.3 has it for few types, BYTES not among them; batch has it for all.
        for (String distinct :
                List.of(
                        "SELECT COUNT(DISTINCT img) AS n FROM " + photos,
                        "SELECT img.width, COUNT(DISTINCT img), COUNT(*) FROM "
                                + photos
                                + " GROUP BY img.width")) {
            assertThatThrownBy(() -> env.explainSql(distinct))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContainingAll("COUNT(DISTINCT CHECKSUM(img))", "IMAGE", "batch");
        }
        assertThat(Rows.of(env, "SELECT COUNT(*) AS n FROM " + photos + " GROUP BY img"))
                .contains(Row.of(1L), plus(2L));
        assertThat(
                        Rows.of(
                                env,
                                "SELECT COUNT(*) FROM %1$s AS x JOIN %1$s AS y ON x.img = y.img"
                                        .formatted(photos)))
                .last()
                .isEqualTo(plus(5L));
    }

    @Test
    void isAColumnsNameToo() throws Exception {
        create("t", "image IMAGE, n INT");
        assertThat(types("t").get(0)).isEqualTo(IMAGE);
        assertThat(
                        Rows.of(
                                env,
                                "SELECT image, t.image, image.width FROM (SELECT PHOTO('a', 5) AS image) AS t"))
                .hasSize(1);
    }

    @Test
    void staysAWordInLiteralsAndComments() throws Exception {
        assertThat(Rows.of(env, "SELECT 'IMAGE' /* IMAGE */ -- IMAGE\n"))
                .containsExactly(Row.of("IMAGE"));
    }

    @Test
    void isKnownAfterTheWordWasTaughtTwice() {
        MultimodalSql.install(env);
        create("t", "a IMAGE");
        assertThat(types("t")).containsExactly(IMAGE);
    }

    @Test
    void isUnknownToAnEnvironmentThatWasNotTaught() {
        TableEnvironment stock = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        assertThatThrownBy(
                        () ->
                                stock.executeSql(
                                        "CREATE TABLE t (a IMAGE) WITH ('connector' = 'datagen')"))
                .hasStackTraceContaining("IMAGE");
    }

    @Test
    void isTheSameTypeInTheTableApi() {
        env.createTemporaryTable(
                "t",
                TableDescriptor.forConnector("datagen")
                        .schema(
                                Schema.newBuilder()
                                        .column("a", ImageType.TYPE.dataType())
                                        .column("b", DataTypes.of("INT"))
                                        .build())
                        .build());
        assertThat(types("t").get(0)).isEqualTo(IMAGE);
    }

    private static Row plus(Object value) {
        return Row.ofKind(RowKind.UPDATE_AFTER, value);
    }

    private void create(String table, String columns) {
        env.executeSql(
                "CREATE TABLE " + table + " (" + columns + ") WITH ('connector' = 'datagen')");
    }

    private List<LogicalType> types(String table) {
        return env.from(table).getResolvedSchema().getColumnDataTypes().stream()
                .map(type -> type.getLogicalType())
                .toList();
    }
}
