// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import static org.apache.flink.table.api.Expressions.$;
import static org.apache.flink.table.api.Expressions.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.store.CacheConfig;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.StoreConfig.Signatures;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.store.signing.SignedReferenceCodec;
import io.multimodal.support.Clusters;
import io.multimodal.support.Rows;
import io.multimodal.types.Image;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.signature.SignedValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.PlanReference;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.functions.AggregateFunction;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.functions.TableAggregateFunction;
import org.apache.flink.table.functions.TableFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way in asks for a signature, each way out gives one, and in between no reference has one.
 */
class SignatureITCase {
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    @TempDir private static Path folder;
    private static byte[] unsigned;
    private static byte[] signed;
    private static SignedReferenceCodec codec;

    private StreamExecutionEnvironment streams;
    private StreamTableEnvironment env;

    /** Of a row {@code r} as a topic holds it, and its reference {@code o}. */
    private static final List<String> WAYS_IN =
            List.of(
                    "SELECT OBJECT_URI(CAST(r AS IMAGE)) FROM topic",
                    "SELECT CONTENT(CAST(r AS IMAGE)) FROM topic",
                    "SELECT CHECKSUM(CAST(ROW(o, 'image/png', 5) AS FILE)) FROM topic",
                    "SELECT OBJECT_URI(CAST(ARRAY[r] AS ARRAY<IMAGE>)[1]) FROM topic",
                    "SELECT OBJECT_URI(CAST(MAP['k', r] AS MAP<STRING, IMAGE>)['k']) FROM topic",
                    "SELECT OBJECT_URI(CAST(ROW(1, ARRAY[r]) AS ROW<n INT, a ARRAY<IMAGE>>).a[1]) FROM topic",
                    "SELECT OBJECT_URI(CAST(r AS IMAGE('RGB'))) FROM topic",
                    "SELECT OBJECT_URI(CASE WHEN o IS NULL THEN NULL ELSE CAST(r AS IMAGE) END) FROM topic",
                    "SELECT OBJECT_URI(IMAGE_ROTATE(r, 90)) FROM topic",
                    "SELECT OBJECT_URI(IMAGE_FLIP(r)) FROM topic",
                    "SELECT OBJECT_URI(IMAGE_TO_TENSOR(r)) FROM topic",
                    "SELECT OBJECT_URI(tile) FROM topic, LATERAL TABLE(IMAGE_TILES(r, 50, 50))",
                    "SELECT OBJECT_URI(CAST(OBJECT_OF('io.multimodal.types.Image', 'object', o, 'content_type', 'image/png', 'size', CAST(5 AS BIGINT), 'width', 1, 'height', 1, 'mode', 'RGB') AS IMAGE)) FROM topic",
                    "SELECT OBJECT_URI(MAKE(o)) FROM topic",
                    "SELECT OBJECT_URI(KEEP(r)) FROM topic",
                    "SELECT OBJECT_URI(image) FROM topic, LATERAL TABLE(MAKES(o)) AS t(image, n)",
                    "SELECT OBJECT_URI(image) FROM topic LEFT JOIN LATERAL TABLE(MAKES(o)) AS t(image, n) ON n > 0",
                    "SELECT OBJECT_URI(LATEST_OF(o)) FROM topic",
                    "SELECT OBJECT_URI(img) FROM (SELECT CAST(r AS IMAGE) AS img FROM topic UNION ALL SELECT TO_IMAGE(png) FROM topic)",
                    "SELECT COUNT(*) FROM topic WHERE CHECKSUM(CAST(r AS IMAGE)) IN (SELECT CHECKSUM(CAST(r AS IMAGE)) FROM topic)",
                    "SELECT COUNT(*) FROM topic AS a JOIN topic AS b ON CHECKSUM(CAST(a.r AS IMAGE)) = CHECKSUM(CAST(b.r AS IMAGE))",
                    "SELECT OBJECT_URI(KEEP(img)) FROM (SELECT r AS img FROM topic UNION ALL SELECT TO_IMAGE(png) FROM topic)",
                    "SELECT OBJECT_URI(KEEP(ARRAY[r, TO_IMAGE(png)][1])) FROM topic",
                    "SELECT OBJECT_URI(KEEP(MAP['r', r, 'img', TO_IMAGE(png)]['r'])) FROM topic",
                    "SELECT OBJECT_URI(COALESCE(CAST(NULL AS IMAGE), r)) FROM topic",
                    "SELECT OBJECT_URI(KEEP(r)) FROM TABLE(TUMBLE(TABLE timed, DESCRIPTOR(pt), INTERVAL '1' HOUR))",
                    "SELECT OBJECT_URI(LAG(img, 1, r) OVER (ORDER BY pt)) FROM timed",
                    "SELECT OBJECT_URI(image) FROM timed MATCH_RECOGNIZE (ORDER BY pt MEASURES CAST(A.r AS IMAGE) AS image ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW PATTERN (A) DEFINE A AS A.o <> X'')",
                    "SELECT n FROM timed MATCH_RECOGNIZE (ORDER BY pt MEASURES LENGTH_OF(A.r) AS n ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW PATTERN (A) DEFINE A AS A.o <> X'')",
                    "SELECT n FROM timed MATCH_RECOGNIZE (ORDER BY pt MEASURES FIRST(A.png) AS n ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW PATTERN (A) DEFINE A AS CHECKSUM(CAST(A.r AS IMAGE)) <> '')");

    /** Aggregates over the reference of a row that they take for a medium. */
    private static final List<String> AGGREGATES =
            List.of(
                    "SELECT LENGTH_OF(r) FROM topic",
                    "SELECT LENGTH_OF(r) FILTER (WHERE o <> X'') FROM topic GROUP BY o, r.EXPR$2",
                    "SELECT LENGTH_OF(r) OVER (PARTITION BY o ORDER BY pt) FROM timed");

    static List<String> aggregates() {
        return AGGREGATES;
    }

    @ParameterizedTest
    @MethodSource("aggregates")
    void refusesAnUnsignedReferenceThatAnAggregateIsGiven(String query) {
        topic(unsigned);
        assertThatThrownBy(() -> Rows.of(env, query)).hasStackTraceContaining("is not signed");
    }

    @ParameterizedTest
    @MethodSource("aggregates")
    void givesAnAggregateTheVerifiedReference(String query) throws Exception {
        topic(signed);
        assertThat(Rows.of(env, query)).containsExactly(Row.of(unsigned.length));
    }

    @Test
    void refusesAnUnsignedReferenceThatATableAggregateIsGivenOrMakes() throws Exception {
        topic(unsigned);
        assertThatThrownBy(() -> lengths("LENGTHS_OF", "r"))
                .hasStackTraceContaining("is not signed");
        assertThatThrownBy(() -> lengths("KEEPS_LATEST", "o"))
                .hasStackTraceContaining("is not signed");
        topic(signed);
        assertThat(lengths("LENGTHS_OF", "r")).containsExactly(Row.of(unsigned.length));
        assertThat(lengths("KEEPS_LATEST", "o"))
                .containsExactly(Row.of(new Image(unsigned, "image/png", 5L, 101, 75, "RGB"), 1));
    }

    private List<Row> lengths(String aggregate, String column) throws Exception {
        return Rows.of(
                env.from("topic")
                        .groupBy($("png"))
                        .flatAggregate(call(aggregate, $(column)))
                        .select($("*"))
                        .dropColumns($("png"))
                        .execute());
    }

    /** Keys of the session that executes it decide, not those of the one that compiled it. */
    @Test
    void verifiesInAPlanThatWasCompiledWithoutKeys() throws Exception {
        env.executeSql("CREATE TABLE uris (uri STRING) WITH ('connector' = 'blackhole')");
        String insert = "INSERT INTO uris SELECT OBJECT_URI(CAST(r AS IMAGE)) FROM topic";
        env.getConfig().getConfiguration().removeKey("multimodal.store.signing-keys");
        topic(unsigned);
        String plan = env.compilePlanSql(insert).asJsonString();
        topic(signed);
        String ofSigned = env.compilePlanSql(insert).asJsonString();
        env.loadPlan(PlanReference.fromJsonString(plan)).execute().await();

        env.getConfig().set("multimodal.store.signing-keys", folder.resolve("keys").toString());
        assertThatThrownBy(() -> env.loadPlan(PlanReference.fromJsonString(plan)).execute().await())
                .hasStackTraceContaining("is not signed");
        env.loadPlan(PlanReference.fromJsonString(ofSigned)).execute().await();
    }

    static List<String> waysIn() {
        return WAYS_IN;
    }

    @ParameterizedTest
    @MethodSource("waysIn")
    void refusesAnUnsignedReference(String query) {
        topic(unsigned);
        assertThatThrownBy(() -> Rows.of(env, query)).hasStackTraceContaining("is not signed");
    }

    @Test
    void takesASignedReferenceByEachOfTheseWays() throws Exception {
        topic(signed);
        List<String> queries =
                WAYS_IN.stream().filter(query -> query.startsWith("SELECT OBJECT_URI")).toList();
        String uri = codec.toText(ObjectRef.fromBytes(unsigned));
        assertThat(Rows.of(env, String.join(" UNION ALL ", queries)))
                .hasSizeGreaterThanOrEqualTo(queries.size())
                .filteredOn(row -> row.getField(0).toString().startsWith("cas:"))
                .containsOnly(Row.of(uri));
    }

    @BeforeAll
    static void giveOutAReference() throws Exception {
        Path keys = Files.writeString(folder.resolve("keys"), "01 " + "11".repeat(32) + "\n");
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
        codec = SignedReferenceCodec.of(Signatures.required(keys.toString()));
        byte[] png = Samples.file("image.png");
        StoreConfig config =
                new StoreConfig(
                        Map.of("test", folder.resolve("store").toUri().toString()),
                        "test",
                        CacheConfig.memory(1 << 20));
        try (StoreRuntime stores = StoreRuntime.acquire(config)) {
            ObjectRef ref =
                    stores.main()
                            .put(() -> new java.io.ByteArrayInputStream(png))
                            .toCompletableFuture()
                            .join();
            unsigned = ref.toBytes();
            signed = codec.toBytes(ref);
        }
    }

    @BeforeEach
    void openASessionThatRequiresSignatures() {
        streams = StreamExecutionEnvironment.getExecutionEnvironment();
        streams.setParallelism(1);
        env = StreamTableEnvironment.create(streams);
        env.loadModule(MultimodalModule.NAME, new MultimodalModule());
        MultimodalSql.install(env);
        env.getConfig()
                .set("multimodal.stores.test.uri", folder.resolve("store").toUri().toString());
        env.getConfig().set("multimodal.store.signing-keys", folder.resolve("keys").toString());
        env.createTemporarySystemFunction("MAKE", Make.class);
        env.createTemporarySystemFunction("KEEP", Keep.class);
        env.createTemporarySystemFunction("MAKES", Makes.class);
        env.createTemporarySystemFunction("LATEST_OF", LatestOf.class);
        env.createTemporarySystemFunction("LENGTH_OF", LengthOf.class);
        env.createTemporarySystemFunction("LENGTHS_OF", LengthsOf.class);
        env.createTemporarySystemFunction("KEEPS_LATEST", KeepsLatest.class);
    }

    @Test
    void givesOutWhatEnteredSignedAsItEntered() throws Exception {
        topic(signed);
        assertThat(
                        Rows.of(
                                env,
                                "SELECT OBJECT_URI(CAST(r AS IMAGE)), CAST(r AS IMAGE).object FROM topic"))
                .containsExactly(Row.of(codec.toText(ObjectRef.fromBytes(unsigned)), unsigned));
    }

    @Test
    void givesNullWhereACastIsTriedOrThePolicySaysSo() throws Exception {
        topic(unsigned);
        assertThat(Rows.of(env, "SELECT TRY_CAST(r AS IMAGE) FROM topic"))
                .containsExactly(Row.of((Object) null));

        env.getConfig().set("multimodal.on-error", "dead-letter");
        assertThat(Rows.of(env, "SELECT CAST(r AS IMAGE) FROM topic"))
                .containsExactly(Row.of((Object) null));
        assertThat(
                        Rows.of(
                                env,
                                "SELECT code FROM LATERAL TABLE(MEDIA_ERRORS()) WHERE function_name LIKE '%signatures%'"))
                .containsExactly(Row.of("REFUSED"));
    }

    @Test
    void refusesAChangedReferenceThoughOnlySignedOnesWereChanged() {
        byte[] changed = signed.clone();
        changed[10] ^= 1;
        topic(changed);
        assertThatThrownBy(() -> Rows.of(env, "SELECT CHECKSUM(CAST(r AS IMAGE)) FROM topic"))
                .hasStackTraceContaining("is not one of the key");
    }

    @Test
    void refusesARowThatIsWrittenToAColumnOfMediaWithoutACast() throws Exception {
        env.executeSql(
                "CREATE TABLE images (img IMAGE, all_of_them ARRAY<IMAGE>) WITH ('connector' = 'blackhole')");
        topic(unsigned);
        for (String values : List.of("r, CAST(NULL AS ARRAY<IMAGE>)", "TO_IMAGE(png), ARRAY[r]")) {
            assertThatThrownBy(
                            () ->
                                    env.executeSql(
                                                    "INSERT INTO images SELECT "
                                                            + values
                                                            + " FROM topic")
                                            .await())
                    .hasStackTraceContaining("is not signed");
        }
        topic(signed);
        env.executeSql("INSERT INTO images SELECT r, ARRAY[r] FROM topic").await();
    }

    @Test
    void refusesADataStreamOfUnsignedValuesAndTakesSignedOnes() throws Exception {
        Image image = new Image(unsigned, "image/png", 5L, 1, 1, "RGB");
        assertThatThrownBy(() -> uris(image)).hasStackTraceContaining("is not signed");
        assertThat(uris(SignedValues.signed(image, codec)))
                .containsExactly(Row.of(codec.toText(image.reference())));
        assertThat(SignedValues.verified(SignedValues.signed(image, codec), codec))
                .isEqualTo(image);
    }

    private List<Row> uris(Image image) throws Exception {
        env.createTemporaryView(
                "images",
                env.fromDataStream(
                        streams.fromData(Row.of(image))
                                .returns(
                                        Types.ROW_NAMED(
                                                new String[] {"img"},
                                                TypeInformation.of(Image.class))),
                        Schema.newBuilder().column("img", MultimodalTypes.image()).build()));
        try {
            return Rows.of(env, "SELECT OBJECT_URI(img) FROM images");
        } finally {
            env.dropTemporaryView("images");
        }
    }

    @Test
    void keepsMediaOfTheJobItselfAsTheyAre() throws Exception {
        topic(signed);
        List<Row> rows =
                Rows.of(
                        env,
                        "SELECT img.width, COUNT(*) FROM (SELECT KEEP(IMAGE_ROTATE(TO_IMAGE(png), 90)) AS img FROM topic UNION ALL SELECT IMAGE_ROTATE(TO_IMAGE(png), 90) FROM topic) GROUP BY img.width, img");
        assertThat(rows.get(rows.size() - 1).getField(1)).isEqualTo(2L);
    }

    @Test
    void signsWhatIsCastToARowAndTakesItBack() throws Exception {
        topic(signed);
        String row =
                "ROW<object BYTES, content_type STRING, size BIGINT, width INT, height INT, mode STRING>";
        assertThat(
                        Rows.of(
                                env,
                                "SELECT CAST(CAST(r AS IMAGE) AS %s).object, CAST(ARRAY[CAST(r AS IMAGE)] AS ARRAY<%s>)[1].object, CAST(CAST(CAST(r AS IMAGE) AS %s) AS IMAGE).object FROM topic"
                                        .formatted(row, row, row)))
                .containsExactly(Row.of(signed, signed, unsigned));
    }

    @Test
    void refusesToRequireSignaturesWithoutKeys() {
        env.getConfig().getConfiguration().removeKey("multimodal.store.signing-keys");
        env.getConfig().set("multimodal.store.require-signatures", "true");
        topic(unsigned);
        assertThatThrownBy(() -> Rows.of(env, "SELECT OBJECT_URI(CAST(r AS IMAGE)) FROM topic"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("'multimodal.store.signing-keys'");
    }

    /** One row whose column r is an IMAGE as formats hold it. */
    private void topic(byte[] object) {
        try {
            env.createTemporaryView(
                    "topic",
                    env.sqlQuery(
                            "SELECT o, CASE WHEN o <> X'' THEN ROW(o, 'image/png', CAST(8126 AS BIGINT), 101, 75, 'RGB') END AS r, png FROM (VALUES (X'%s', X'%s')) AS t(o, png)"
                                    .formatted(
                                            HexFormat.of().formatHex(object),
                                            HexFormat.of().formatHex(Samples.file("image.png")))));
            env.createTemporaryView(
                    "timed",
                    env.sqlQuery("SELECT *, TO_IMAGE(png) AS img, PROCTIME() AS pt FROM topic"));
        } catch (ValidationException e) {
            env.dropTemporaryView("timed");
            env.dropTemporaryView("topic");
            topic(object);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Somebody's function that makes a medium of bytes. */
    public static final class Make extends ScalarFunction {
        private static final long serialVersionUID = 1L;

        public Image eval(byte[] object) {
            return new Image(object, "image/png", 5L, 101, 75, "RGB");
        }
    }

    /** Somebody's function over media. */
    public static final class Keep extends ScalarFunction {
        private static final long serialVersionUID = 1L;

        public Image eval(Image image) {
            return image;
        }
    }

    /** A row of a table function. */
    public static final class Made {
        public Image image;
        public Integer n;
    }

    /** Somebody's table function that makes media of bytes. */
    public static final class Makes extends TableFunction<Made> {
        private static final long serialVersionUID = 1L;

        public void eval(byte[] object) {
            Made made = new Made();
            made.image = new Make().eval(object);
            made.n = 1;
            collect(made);
        }
    }

    /** Somebody's aggregate that makes a medium of bytes. */
    public static final class LatestOf extends AggregateFunction<Image, Made> {
        private static final long serialVersionUID = 1L;

        @Override
        public Made createAccumulator() {
            return new Made();
        }

        public void accumulate(Made accumulator, byte[] object) {
            accumulator.image = new Make().eval(object);
        }

        @Override
        public Image getValue(Made accumulator) {
            return accumulator.image;
        }
    }

    /** How long the reference was that somebody's aggregate saw last. */
    public static final class Length {
        public Integer bytes;
    }

    /** Somebody's aggregate over media. */
    public static final class LengthOf extends AggregateFunction<Integer, Length> {
        private static final long serialVersionUID = 1L;

        @Override
        public Length createAccumulator() {
            return new Length();
        }

        public void accumulate(Length accumulator, Image image) {
            accumulator.bytes = image.object().length;
        }

        @Override
        public Integer getValue(Length accumulator) {
            return accumulator.bytes;
        }
    }

    /** Somebody's table aggregate over media. */
    public static final class LengthsOf extends TableAggregateFunction<Integer, Length> {
        private static final long serialVersionUID = 1L;

        @Override
        public Length createAccumulator() {
            return new Length();
        }

        public void accumulate(Length accumulator, Image image) {
            accumulator.bytes = image.object().length;
        }

        public void emitValue(Length accumulator, Collector<Integer> out) {
            out.collect(accumulator.bytes);
        }
    }

    /** Somebody's table aggregate that makes media of bytes. */
    public static final class KeepsLatest extends TableAggregateFunction<Made, Made> {
        private static final long serialVersionUID = 1L;

        @Override
        public Made createAccumulator() {
            return new Made();
        }

        public void accumulate(Made accumulator, byte[] object) {
            accumulator.image = new Make().eval(object);
            accumulator.n = 1;
        }

        public void emitValue(Made accumulator, Collector<Made> out) {
            out.collect(accumulator);
        }
    }
}
