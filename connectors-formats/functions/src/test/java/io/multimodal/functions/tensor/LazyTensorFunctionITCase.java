// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.functions.Samples;
import io.multimodal.media.MediaRuntime;
import io.multimodal.store.cache.StoreCounters;
import io.multimodal.store.cache.StoreMetrics.Operation;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.support.Clusters;
import io.multimodal.support.Rows;
import io.multimodal.types.Tensor;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import io.multimodal.types.program.TensorProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What functions make of media as tensors, in SQL. */
class LazyTensorFunctionITCase {
    /** For all jobs, each of which would start one of its own. */
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    @TempDir private Path folder;
    private TableEnvironment env;

    @BeforeEach
    void offerSamples() throws IOException {
        env = Samples.session(folder);
    }

    /**
     * The digests of the tensors' objects in {@code tensor-digests.tsv}, which a release wrote that
     * computed each tensor where its function was called. Only what has the same bytes on every
     * processor is among them: no audio that FFmpeg resamples or decodes with losses.
     */
    @Test
    void makesTheBytesThatItAlwaysMade() throws Exception {
        List<String> lines;
        try (InputStream in =
                LazyTensorFunctionITCase.class.getResourceAsStream("/tensor-digests.tsv")) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
        List<String> expressions =
                lines.stream().map(line -> line.substring(line.indexOf('\t') + 1)).toList();
        Row digests = row(expressions.stream().map("CHECKSUM(%s)"::formatted).toList());
        List<String> observed = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            observed.add(digests.getField(i) + "\t" + expressions.get(i));
        }
        assertThat(observed).containsExactlyElementsOf(lines);
    }

    /** The image is in no store that there is. */
    @Test
    void saysWhatIsKnownOfATensorAndReadsNothing() throws Exception {
        StoredRef nowhere = new StoredRef(7, ContentId.hash("nowhere"), 5_000, Optional.empty());
        Row row =
                Rows.of(
                                env,
                                """
                        SELECT t, t.dtype, t.shape, TENSOR_SLICE(TENSOR_CAST(t, 'float16'), ARRAY[1], ARRAY[3]).shape,
                          TENSOR_RESHAPE(t, ARRAY[-1]).shape,
                          TRY_CAST(t AS TENSOR('float32', 3, 480, 640)) IS NULL,
                          TRY_CAST(t AS TENSOR('float32', 3, 224, 224)) IS NULL,
                          METADATA(IMAGE_TO_TENSOR(IMAGE_RESIZE(img, 224, 224), 'HWC', 'uint8'))['program'],
                          OBJECT_URI(t) LIKE 'drv:1:%%'
                        FROM (SELECT img, TRY_IMAGE_TO_TENSOR(img) AS t FROM (SELECT CAST(ROW(
                          X'%s', 'image/jpeg', CAST(5000 AS BIGINT), 640, 480, 'RGB') AS IMAGE) AS img))"""
                                        .formatted(HexFormat.of().formatHex(nowhere.toBytes())))
                        .get(0);
        Tensor tensor = row.getFieldAs(0);
        assertThat(TensorProgram.of(tensor.reference())).hasToString("try tensor(CHW float32)");
        assertThat(row.toString())
                .endsWith(
                        ", float32, [3, 480, 640], [2, 480, 640], [921600], false, true, resize(224x224) | tensor(HWC uint8), true]");
    }

    @Test
    void putsNoTensorIntoTheStoreBeforeItIsMaterialised() throws Exception {
        MultimodalConfig config = MultimodalOptions.resolve(env.getConfig().getConfiguration());
        // As long as it is held, jobs share its stores and their counters.
        try (MediaRuntime media = MediaRuntime.acquire(config)) {
            StoreCounters counters = media.stores().counters();
            String tensors =
                    "(SELECT IMAGE_TO_TENSOR(IMAGE_RESIZE(IMAGE_FROM_URI(uri), 64, 48)) AS p, TENSOR_CAST(AUDIO_TO_TENSOR(AUDIO_FROM_URI(flac_uri)), 'float64') AS a, AUDIO_MEL_SPECTROGRAM(AUDIO_FROM_URI(flac_uri)) AS m, VIDEO_TO_TENSOR(VIDEO_FROM_URI(mp4_uri), 1, 32, 16) AS f FROM samples)";
            assertThat(
                            putsOf(
                                    counters,
                                    "SELECT TENSOR_MEAN(p), TENSOR_MAX(p), TENSOR_NORM(a), TENSOR_MIN(m), TENSOR_MEAN(f), CHECKSUM(p) FROM "
                                            + tensors))
                    .isZero();
            assertThat(putsOf(counters, "SELECT MATERIALIZE(p), MATERIALIZE(f) FROM " + tensors))
                    .isEqualTo(2);
        }
    }

    private long putsOf(StoreCounters counters, String query) throws Exception {
        long before = counters.total(Operation.PUT).calls();
        assertThat(Rows.of(env, query)).hasSize(1);
        return counters.total(Operation.PUT).calls() - before;
    }

    @Test
    void materialisesWhatAProgramMakes() throws Exception {
        String pixels = "IMAGE_TO_TENSOR(IMAGE_RESIZE(img, 64, 48))";
        Row row =
                row(
                        List.of(
                                "OBJECT_URI(MATERIALIZE(%s)) LIKE 'cas:1:%%'".formatted(pixels),
                                "CHECKSUM(MATERIALIZE(%1$s)) = CHECKSUM(%1$s)".formatted(pixels),
                                "MATERIALIZE(AUDIO_TO_TENSOR(AUDIO_CLIP(snd, 0, 0.5))).shape",
                                "AUDIO_TO_TENSOR(AUDIO_CLIP(snd, 0, 0.5)).shape",
                                "AUDIO_TO_TENSOR(snd).shape",
                                "CONTENT(TENSOR_CAST(numbers, 'int16')) = npy",
                                "AS_TENSOR(%s).shape".formatted(pixels)));
        assertThat(row)
                .hasToString("+I[true, true, [2, 4000], null, [2, 16000], true, [3, 48, 64]]");
    }

    @Test
    void isEqualIfSourceAndProgramAre() throws Exception {
        assertThat(
                        Rows.of(
                                env,
                                "SELECT DISTINCT t FROM (SELECT IMAGE_TO_TENSOR(img, 'CHW', 'float16') AS t FROM samples UNION ALL SELECT TENSOR_CAST(IMAGE_TO_TENSOR(IMAGE_ENCODE(TO_IMAGE(png), 'jpeg')), 'float16') FROM samples)"))
                .hasSize(1);
    }

    private Row row(List<String> expressions) throws Exception {
        return Rows.of(env, "SELECT\n" + String.join(",\n", expressions) + "\nFROM samples").get(0);
    }
}
