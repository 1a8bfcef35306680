// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import static org.apache.flink.table.api.Expressions.$;
import static org.apache.flink.table.api.Expressions.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.support.Clusters;
import io.multimodal.types.Audio;
import io.multimodal.types.Image;
import io.multimodal.types.MediaFile;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.Tensor;
import io.multimodal.types.Video;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.functions.AggregateFunction;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.functions.TableFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Functions as users write them: media in, media out, and not one annotation. */
class UserFunctionITCase {
    /** For all jobs, each of which would start one of its own. */
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    private static final Image A = MediaState.image(1);
    private static final Image B = MediaState.image(2);

    private StreamTableEnvironment env;

    /** Makes media, as a source would. */
    public static final class NumberedImage extends ScalarFunction {
        private static final long serialVersionUID = 1L;

        public Image eval(Integer number) {
            return MediaState.image(number);
        }
    }

    public static final class Couple extends ScalarFunction {
        private static final long serialVersionUID = 1L;

        public Image[] eval(Image one, Image other) {
            return new Image[] {one, null, other};
        }
    }

    public static final class Widest extends ScalarFunction {
        private static final long serialVersionUID = 1L;

        public Image eval(Image[] images) {
            Image widest = null;
            for (Image image : images) {
                if (image != null && (widest == null || image.width() > widest.width())) {
                    widest = image;
                }
            }
            return widest;
        }
    }

    public static final class Recordings extends ScalarFunction {
        private static final long serialVersionUID = 1L;

        public Map<String, Audio> eval(Image image) {
            Audio audio = new Audio(image.object(), "audio/flac", 9L, 16_000, 1, 1.5, "flac");
            return new TreeMap<>(Map.of("left", audio, "right", audio));
        }
    }

    public static final class Channels extends ScalarFunction {
        private static final long serialVersionUID = 1L;

        public Integer eval(Map<String, Audio> audioFiles) {
            return audioFiles.values().stream().mapToInt(Audio::channels).sum();
        }
    }

    /** One of each type, as they came. */
    public static final class Same extends ScalarFunction {
        private static final long serialVersionUID = 1L;

        public Image eval(Image image) {
            return image;
        }

        public Audio eval(Audio audio) {
            return audio;
        }

        public Video eval(Video video) {
            return video;
        }

        public Tensor eval(Tensor tensor) {
            return tensor;
        }

        public MediaFile eval(MediaFile file) {
            return file;
        }
    }

    /** A row of a function that returns several. */
    public static final class Part {
        public int number;
        public Image image;
    }

    public static final class Parts extends TableFunction<Part> {
        private static final long serialVersionUID = 1L;

        public void eval(Image[] images) {
            for (int i = 0; i < images.length; i++) {
                Part part = new Part();
                part.number = i;
                part.image = images[i];
                collect(part);
            }
        }
    }

    public static final class Last extends AggregateFunction<Image, Part> {
        private static final long serialVersionUID = 1L;

        @Override
        public Part createAccumulator() {
            return new Part();
        }

        public void accumulate(Part accumulator, Image image) {
            accumulator.number++;
            accumulator.image = image;
        }

        @Override
        public Image getValue(Part accumulator) {
            return accumulator.image;
        }
    }

    @BeforeEach
    void install() {
        StreamExecutionEnvironment streams =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        new Configuration().set(PipelineOptions.GENERIC_TYPES, false));
        streams.setParallelism(1);
        env = StreamTableEnvironment.create(streams);
        MultimodalSql.install(env);
        for (Class<? extends ScalarFunction> function :
                List.of(
                        NumberedImage.class,
                        Couple.class,
                        Widest.class,
                        Recordings.class,
                        Channels.class,
                        Same.class)) {
            env.executeSql(
                    "CREATE TEMPORARY FUNCTION %s AS '%s'"
                            .formatted(function.getSimpleName(), function.getName()));
        }
        env.executeSql("CREATE TEMPORARY FUNCTION Parts AS '" + Parts.class.getName() + "'");
        env.executeSql("CREATE TEMPORARY FUNCTION Latest AS '" + Last.class.getName() + "'");
        env.executeSql(
                "CREATE TEMPORARY VIEW t AS SELECT NumberedImage(1) AS a, NumberedImage(2) AS b FROM (VALUES (1)) AS v(n)");
    }

    @Test
    void takeAndReturnArrays() throws Exception {
        Table table =
                env.sqlQuery(
                        "SELECT Couple(a, b) AS couple, Widest(Couple(a, b)) AS widest FROM t");
        assertThat(types(table))
                .containsExactly(DataTypes.ARRAY(MultimodalTypes.image()), MultimodalTypes.image());
        Row row = row(table);
        assertThat((Image[]) row.getField(0)).containsExactly(A, null, B);
        assertThat(row.getField(1)).hasToString(B.toString());
    }

    @Test
    void takeAndReturnMaps() throws Exception {
        Table table =
                env.sqlQuery(
                        "SELECT Recordings(a)['left'] AS l, Channels(Recordings(a)) AS c FROM t");
        assertThat(types(table)).containsExactly(MultimodalTypes.audio(), DataTypes.INT());
        Row row = row(table);
        assertThat(((Audio) row.getField(0)).sampleRate()).isEqualTo(16_000);
        assertThat(row.getField(1)).isEqualTo(2);
    }

    @Test
    void keepEachTypeAsItIs() {
        Table table =
                env.sqlQuery(
                        "SELECT Same(CAST(NULL AS IMAGE)), Same(CAST(NULL AS AUDIO)), Same(CAST(NULL AS VIDEO)), Same(CAST(NULL AS TENSOR)), Same(CAST(NULL AS FILE)) FROM t");
        assertThat(types(table))
                .containsExactlyElementsOf(
                        MultimodalTypes.all().stream().map(type -> type.dataType()).toList());
    }

    @Test
    void takeTypesWithParameters() throws Exception {
        Table table = env.sqlQuery("SELECT Same(CAST(a AS IMAGE('RGB', 480, 101))) AS s FROM t");
        assertThat(types(table)).containsExactly(MultimodalTypes.image());
        assertThat(row(table).getField(0)).hasToString(A.toString());
    }

    @Test
    void returnRowsThatHoldMedia() throws Exception {
        Table table =
                env.sqlQuery(
                        "SELECT p.number, p.image FROM t, LATERAL TABLE(Parts(Couple(a, b))) AS p(image, number) WHERE p.image IS NOT NULL");
        assertThat(Changelogs.end(table.execute()))
                .containsExactlyInAnyOrder(Row.of(0, A), Row.of(2, B));
    }

    @Test
    void keepMediaInTheirAccumulators() throws Exception {
        Table table = env.sqlQuery("SELECT Latest(b) AS latest FROM t");
        assertThat(types(table)).containsExactly(MultimodalTypes.image());
        assertThat(Changelogs.end(table.execute())).containsExactly(Row.of(B));
    }

    @Test
    void areCalledFromTheTableApi() throws Exception {
        Table table =
                env.from("t")
                        .select(
                                call(Widest.class, call(Couple.class, $("a"), $("b"))).as("widest"),
                                call("Same", $("a")).get("width").as("width"));
        assertThat(row(table)).isEqualTo(Row.of(B, 101));
    }

    private static Stream<DataType> types(Table table) {
        return table.getResolvedSchema().getColumnDataTypes().stream();
    }

    private static Row row(Table table) throws Exception {
        List<Row> rows = Changelogs.end(table.execute());
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }
}
