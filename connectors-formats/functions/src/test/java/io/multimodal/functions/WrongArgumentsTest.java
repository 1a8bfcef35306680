// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.multimodal.functions.spec.Allowed;
import io.multimodal.functions.spec.Argument;
import io.multimodal.functions.spec.FunctionSpec;
import io.multimodal.planner.MultimodalSql;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user is told who calls a function with what it does not take. */
class WrongArgumentsTest {
    private static final String MEDIA =
            "(VALUES (CAST(NULL AS IMAGE), CAST(NULL AS AUDIO), CAST(NULL AS VIDEO), CAST(NULL AS TENSOR))) AS m(img, snd, vid, t)";

    private TableEnvironment env;

    @BeforeEach
    void open() {
        env = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        MultimodalSql.install(env);
        env.executeSql("LOAD MODULE multimodal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IMAGE_RESIZE('a.jpg', 224, 224) -> Cannot call IMAGE_RESIZE with (CHAR(5) NOT NULL, INT NOT NULL, INT NOT NULL): it is IMAGE_RESIZE(img IMAGE, width INT, height INT [, fit STRING]); IMAGE_FROM_URI makes one of a URI",
                "TRY_IMAGE_RESIZE(X'ff', 1, 1) -> Cannot call TRY_IMAGE_RESIZE with (BINARY(1) NOT NULL, INT NOT NULL, INT NOT NULL): it is IMAGE_RESIZE(img IMAGE, width INT, height INT [, fit STRING]); TO_IMAGE makes one of bytes",
                "IMAGE_RESIZE(IMAGE_FROM_URI('a'), 'x', 1) -> Cannot call IMAGE_RESIZE with (IMAGE, CHAR(1) NOT NULL, INT NOT NULL): it is IMAGE_RESIZE(img IMAGE, width INT, height INT [, fit STRING])",
                "MEDIA_ERROR('a') -> Cannot call MEDIA_ERROR with (CHAR(1) NOT NULL): it is MEDIA_ERROR(x IMAGE | AUDIO | VIDEO | TENSOR | FILE); FILE_FROM_URI makes one of a URI"
            })
    void saysWhatWasGivenWhatIsTakenAndWhatMakesIt(String line) {
        String[] callAndMessage = line.split(" -> ", 2);

        assertThatThrownBy(() -> env.explainSql("SELECT " + callAndMessage[0]))
                .rootCause()
                .hasMessage(callAndMessage[1]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IMAGE_RESIZE(img, 64, 64, 'fill') -> fit is 'fill'; it is one of stretch, contain, pad, cover",
                "IMAGE_RESIZE(img, 0, 64) -> width is 0; it is from 1 to 1048576",
                "TRY_IMAGE_RESIZE(img, 64, 0, 'pad') -> height is 0; it is from 1 to 1048576",
                "IMAGE_CROP(img, 0, 0, 5, 0) -> height is 0; it is from 1 to 1048576",
                "IMAGE_ROTATE(img, 45) -> degrees is 45; it is a multiple of 90",
                "IMAGE_ROTATE(degrees => 45, img => img) -> degrees is 45; it is a multiple of 90",
                "IMAGE_FLIP(img, 'up') -> direction is 'up'; it is one of horizontal, vertical",
                "IMAGE_ENCODE(img, 'gif') -> format is 'gif'; it is one of png, jpeg, webp",
                "IMAGE_ENCODE(img, 'jpeg', 101) -> quality is 101; it is from 0 to 100",
                "IMAGE_ENCODE(img, 'png', 5) -> quality is 5; png loses nothing and has none",
                "IMAGE_ENCODE(img, 'webp', 0) -> quality is 0; of webp it is from 1 to 100",
                "IMAGE_BLUR(img, 0.001) -> radius is 0.001; it is from 0.01 to 1000",
                "IMAGE_HASH(img, 'sha') -> kind is 'sha'; it is one of average, difference, perceptual, wavelet",
                "IMAGE_TO_TENSOR(img, 'XYZ') -> layout is 'XYZ'; it is one of CHW, HWC",
                "AUDIO_CLIP(snd, 2, 1.5) -> from_seconds is 2 and to_seconds is 1.5; the beginning is before the end",
                "AUDIO_RESAMPLE(snd, 0) -> sample_rate is 0; it is from 1 to 768000",
                "AUDIO_ENCODE(snd, 'mp3') -> format is 'mp3'; it is one of wav, flac, opus",
                "AUDIO_MEL_SPECTROGRAM(snd, 400, 160, 80, 500.0, 100.0) -> min_hertz is 500.0 and max_hertz is 100.0; the lower edge is below the upper",
                "VIDEO_TO_TENSOR(vid, 0, 8, 8) -> every_seconds is 0; it is more than 0 and at most 1000000000",
                "TENSOR_CAST(t, 'float31') -> dtype is 'float31'; it is one of bool, uint8, int8, uint16, int16, uint32, int32, uint64, int64, float16, bfloat16, float32, float64",
                "TENSOR_NORM(t, 3) -> order is 3; it is from 1 to 2",
                "TO_TENSOR(X'00', 'uint8') -> both dtype and shape are given, or none of them",
                "PRESIGNED_URL(img, 604801) -> seconds is 604801; it is from 1 to 604800"
            })
    void refusesAWrongConstantWhenTheQueryIsPlanned(String line) {
        String[] callAndProblem = line.split(" -> ", 2);
        String call = callAndProblem[0];
        String name = call.substring(0, call.indexOf('('));

        Throwable root = catchThrowable(() -> env.explainSql("SELECT " + call + " FROM " + MEDIA));
        while (root.getCause() != null) {
            root = root.getCause();
        }
        assertThat(root)
                .isInstanceOf(ValidationException.class)
                .hasMessage("Cannot call " + name + ": " + callAndProblem[1]);
    }

    @Test
    void refusesAWrongConstantThatIsWorkedOutWhenTheQueryIsPlanned() {
        assertThatThrownBy(
                        () ->
                                env.executeSql(
                                        "SELECT IMAGE_CROP(img, 0, 0, -5, 2 * 4) FROM " + MEDIA))
                .hasStackTraceContaining("width is -5; it is from 1 to 1048576");
    }

    /** A new argument says what it takes, or is named here. */
    @Test
    void everyTextAndNumberHasItsLimits() {
        Set<String> unlimited = new TreeSet<>();
        for (FunctionSpec spec : FunctionRegistry.all()) {
            for (Argument argument : spec.arguments()) {
                boolean plain =
                        argument.type() != null
                                && (argument.type()
                                                .getLogicalType()
                                                .is(LogicalTypeFamily.CHARACTER_STRING)
                                        || argument.type()
                                                .getLogicalType()
                                                .is(LogicalTypeFamily.NUMERIC));
                if (plain && argument.allowed() == Allowed.ALL) {
                    unlimited.add(spec.name() + "." + argument.name());
                }
            }
        }
        assertThat(unlimited)
                .containsExactly(
                        "AUDIO_FROM_URI.uri",
                        "FILE_FROM_URI.uri",
                        "FROM_BIGQUERY_OBJECT_REF.x",
                        "HAMMING_DISTANCE.hash",
                        "HAMMING_DISTANCE.other",
                        "IMAGE_FROM_URI.uri",
                        "MEDIA_ERRORS.job",
                        "TENSOR_FROM_URI.uri",
                        "TO_BIGQUERY_OBJECT_REF.authorizer",
                        "VIDEO_FROM_URI.uri");
    }

    /** The format that flink-table-common brings; json, csv and the others go the same way. */
    @Test
    void refusesAColumnOfMediaInARowFormatAndSaysWhatToWrite() {
        env.executeSql(
                "CREATE TABLE t (pages ARRAY<IMAGE>) WITH ('connector' = 'filesystem', 'path' = '/tmp/x', 'format' = 'raw')");
        for (String statement :
                List.of("SELECT * FROM t", "INSERT INTO t SELECT ARRAY[img] FROM " + MEDIA)) {
            assertThatThrownBy(() -> env.explainSql(statement))
                    .hasStackTraceContaining(
                            "Cannot use the column pages of default_catalog.default_database.t: the format 'raw' does not support ARRAY<IMAGE>. Set 'format' = 'multimodal' and 'multimodal.format' = 'raw', which read and write the column as it is; or declare it as ARRAY<ROW<object BYTES, content_type STRING, size BIGINT, width INT, height INT, mode STRING>>: INSERT converts ARRAY<IMAGE> to that, and CAST(pages AS ARRAY<IMAGE>) reads it");
        }
    }

    @Test
    void leavesOtherTablesAsTheyAre() {
        env.executeSql(
                "CREATE TABLE made (n INT, img AS CAST(NULL AS IMAGE)) WITH ('connector' = 'datagen', 'number-of-rows' = '1')");
        env.executeSql("CREATE TABLE gone (n INT, img IMAGE) WITH ('connector' = 'blackhole')");
        assertThat(env.explainSql("INSERT INTO gone SELECT n, img FROM made")).contains("gone");
    }

    @Test
    void refusesAnOptionThatThereIsNot() {
        env.getConfig().set("multimodal.onerror", "null");
        assertThatThrownBy(() -> env.executeSql("SELECT IMAGE_FLIP(img) FROM " + MEDIA))
                .hasStackTraceContaining(
                        "There is no option 'multimodal.onerror'; the nearest is 'multimodal.on-error'");
    }

    @Test
    void namesTheClassesWhereFlinkComparesTheTypes() {
        assertThatThrownBy(() -> env.explainSql("SELECT IMAGE_BLUR(AUDIO_FROM_URI('a'), 1)"))
                .rootCause()
                .hasMessageContaining("io.multimodal.types.Image")
                .hasMessageContaining("io.multimodal.types.Audio");
    }
}
