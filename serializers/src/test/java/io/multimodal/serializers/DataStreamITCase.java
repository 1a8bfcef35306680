// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import static org.apache.flink.table.api.Expressions.$;
import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.types.Audio;
import io.multimodal.types.Image;
import io.multimodal.types.ImageType;
import io.multimodal.types.MultimodalTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

/** Images in DataStream jobs and on the way to tables and back, with Kryo locked out. */
@SuppressWarnings("try") // Flink's iterator may throw InterruptedException when it is closed
class DataStreamITCase {
    private final StreamExecutionEnvironment env =
            StreamExecutionEnvironment.getExecutionEnvironment(
                    new Configuration().set(PipelineOptions.GENERIC_TYPES, false));

    /** What a user would write: media in a POJO. */
    public static final class Post {
        public String author;
        public Image photo;

        public Post() {}

        public Post(String author, Image photo) {
            this.author = author;
            this.photo = photo;
        }
    }

    /** A function of a user's without any annotation. */
    public static final class Halve extends ScalarFunction {
        public Image eval(Image image) {
            return image == null
                    ? null
                    : new Image(
                            image.object(),
                            image.contentType(),
                            image.size(),
                            image.width() / 2,
                            image.height() / 2,
                            image.mode());
        }
    }

    /** Counts how often the same content came, in keyed state that holds the image. */
    private static final class CountSame
            extends KeyedProcessFunction<Image, Post, Tuple2<Image, Integer>> {
        private transient ValueState<Tuple2<Image, Integer>> seen;

        @Override
        public void open(OpenContext context) {
            seen =
                    getRuntimeContext()
                            .getState(
                                    new ValueStateDescriptor<>(
                                            "seen",
                                            new TupleTypeInfo<>(
                                                    MediaTypeInfo.forValues(Image.class),
                                                    Types.INT)));
        }

        @Override
        public void processElement(
                Post post, Context context, Collector<Tuple2<Image, Integer>> out)
                throws Exception {
            Tuple2<Image, Integer> before = seen.value();
            Tuple2<Image, Integer> now = Tuple2.of(post.photo, before == null ? 1 : before.f1 + 1);
            seen.update(now);
            out.collect(now);
        }
    }

    @Test
    void keysByContentAndKeepsImagesInStateWithoutKryo() throws Exception {
        Image a = image("a", 640);
        Image b = image("b", 320);
        // The same content, read again: a value of its own with the same reference.
        Image again = image("a", 640);
        DataStream<Tuple2<Image, Integer>> counted =
                env.fromData(new Post("x", a), new Post("y", b), new Post("z", again))
                        .keyBy(post -> post.photo, MediaTypeInfo.forValues(Image.class))
                        .process(new CountSame())
                        .returns(
                                new TupleTypeInfo<>(
                                        MediaTypeInfo.forValues(Image.class), Types.INT));
        assertThat(collect(counted))
                .containsExactlyInAnyOrder(Tuple2.of(a, 1), Tuple2.of(b, 1), Tuple2.of(a, 2));
    }

    @Test
    void carriesReferencesWithTheirTypeInformation() throws Exception {
        DataStream<ObjectRef> references =
                env.fromData(image("a", 640), image("b", 320))
                        .rebalance()
                        .map(Image::reference)
                        .returns(ObjectRefTypeInfo.INSTANCE);
        assertThat(collect(references))
                .containsExactlyInAnyOrder(
                        image("a", 640).reference(), image("b", 320).reference());
    }

    @Test
    void turnsAStreamOfPojosIntoATableWithAnImageColumnAndBack() throws Exception {
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        MultimodalSql.install(tables);
        DataStream<Post> posts =
                env.fromData(new Post("x", image("a", 640)), new Post("y", image("b", 320)));
        tables.createTemporaryView("posts", posts);
        assertThat(tables.from("posts").getResolvedSchema().getColumn("photo"))
                .get()
                .satisfies(
                        column ->
                                assertThat(column.getDataType().getLogicalType())
                                        .isEqualTo(ImageType.TYPE.logicalType()));

        Table wide = tables.sqlQuery("SELECT author, photo FROM posts WHERE photo.width > 500");
        List<Post> back = collect(tables.toDataStream(wide, Post.class));

        assertThat(back).hasSize(1);
        assertThat(back.get(0).photo).isEqualTo(image("a", 640));
        assertThat(back.get(0).photo.height()).isEqualTo(480);
        assertThat(back.get(0).photo.mode()).isEqualTo("RGB");
    }

    /** Media in the containers of a POJO. */
    public static final class Album {
        public String title;
        public Image[] photos;
        public Map<String, Audio> recordings;
        public Tuple2<Integer, Image> cover;
    }

    @Test
    void turnsPojosWithArraysMapsAndTuplesOfMediaIntoATableAndBack() throws Exception {
        Album album = new Album();
        album.title = "x";
        album.photos = new Image[] {image("a", 640), image("b", 320)};
        album.recordings =
                Map.of(
                        "s",
                        new Audio(image("s", 1).object(), "audio/flac", 5L, 8000, 1, 2.0, "flac"));
        album.cover = Tuple2.of(7, image("c", 160));
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        MultimodalSql.install(tables);
        tables.createTemporaryView("albums", env.fromData(Album.class, album));
        assertThat(
                        tables.from("albums")
                                .getResolvedSchema()
                                .getColumn("photos")
                                .orElseThrow()
                                .getDataType()
                                .getLogicalType())
                .isEqualTo(new ArrayType(ImageType.TYPE.logicalType()));

        Table table =
                tables.sqlQuery(
                        "SELECT * FROM albums WHERE photos[2].width = 320 AND recordings['s'].channels = 1 AND cover.f1.width = 160");
        List<Album> back = collect(tables.toDataStream(table, Album.class));

        assertThat(back).hasSize(1);
        assertThat(back.get(0).photos).containsExactly(album.photos);
        assertThat(back.get(0).recordings).isEqualTo(album.recordings);
        assertThat(back.get(0).cover).isEqualTo(album.cover);
    }

    @Test
    void turnsTuplesOfMediaIntoATableAndBack() throws Exception {
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        MultimodalSql.install(tables);
        DataStream<Tuple2<String, Image>> named =
                env.fromData(Tuple2.of("x", image("a", 640)), Tuple2.of("y", image("b", 320)))
                        .returns(
                                new TupleTypeInfo<>(
                                        Types.STRING, MediaTypeInfo.forValues(Image.class)));
        Table wide =
                tables.fromDataStream(named)
                        .as("f0", "f1")
                        .filter($("f1").get("width").isGreater(500));
        assertThat(wide.getResolvedSchema().getColumnDataTypes())
                .containsExactly(DataTypes.STRING(), MultimodalTypes.image());
        assertThat(
                        collect(
                                tables.toDataStream(
                                        wide,
                                        DataTypes.of(
                                                new TypeHint<
                                                        Tuple2<
                                                                String,
                                                                Image>>() {}.getTypeInfo()))))
                .containsExactly(Tuple2.of("x", image("a", 640)));
    }

    @Test
    void turnsAStreamOfImagesIntoATableOfTheirAttributes() throws Exception {
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        Table table = tables.fromDataStream(env.fromData(image("a", 640), image("b", 320)));
        assertThat(table.getResolvedSchema().getColumnNames())
                .containsExactly("object", "content_type", "size", "width", "height", "mode");
        List<Image> back = collect(tables.toDataStream(table, MultimodalTypes.image()));
        assertThat(back).containsExactlyInAnyOrder(image("a", 640), image("b", 320));
    }

    @Test
    void callsAFunctionOfAUsersThatTakesAndReturnsImagesWithoutAnnotations() throws Exception {
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        MultimodalSql.install(tables);
        tables.createTemporarySystemFunction("HALVE", Halve.class);
        tables.createTemporaryView(
                "photos",
                env.fromData(Row.of("x", image("a", 640)))
                        .returns(
                                Types.ROW_NAMED(
                                        new String[] {"name", "img"},
                                        Types.STRING,
                                        MediaTypeInfo.forValues(Image.class))),
                Schema.newBuilder()
                        .column("name", DataTypes.STRING())
                        .column("img", MultimodalTypes.image())
                        .build());
        Table halved = tables.sqlQuery("SELECT HALVE(HALVE(img)) AS img FROM photos");

        assertThat(halved.getResolvedSchema().getColumnDataTypes().get(0).getLogicalType())
                .as("the type of the word, not one that reflection sorted")
                .isEqualTo(ImageType.TYPE.logicalType())
                .extracting(type -> type.getTypeRoot())
                .isEqualTo(LogicalTypeRoot.STRUCTURED_TYPE);
        try (CloseableIterator<Row> rows = halved.execute().collect()) {
            Image result = (Image) rows.next().getField("img");
            assertThat(result).isEqualTo(image("a", 640));
            assertThat(result.width()).isEqualTo(160);
            assertThat(result.height()).isEqualTo(120);
        }
    }

    private static Image image(String content, int width) {
        return Image.of(
                new StoredRef(7, ContentId.hash(content), 1000, Optional.empty()),
                "image/png",
                1000L,
                width,
                width * 3 / 4,
                "RGB");
    }

    private static <T> List<T> collect(DataStream<T> stream) throws Exception {
        List<T> values = new ArrayList<>();
        try (CloseableIterator<T> iterator = stream.executeAndCollect()) {
            iterator.forEachRemaining(values::add);
        }
        return values;
    }
}
