// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static io.multimodal.models.DrawnText.essence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.models.internal.onnx.ModelFile;
import io.multimodal.models.internal.onnx.OnnxSession;
import io.multimodal.models.internal.task.ColumnsTask;
import io.multimodal.models.internal.task.ImageInput;
import io.multimodal.models.runtime.ModelSpec;
import io.multimodal.models.runtime.Tasks;
import io.multimodal.models.runtime.batch.InferenceMeter;
import io.multimodal.models.runtime.batch.NativeBuffers;
import io.multimodal.models.runtime.batch.SharedModel;
import io.multimodal.models.spi.ImageTask;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.ModelTask;
import io.multimodal.models.spi.PlannedTask;
import io.multimodal.models.spi.TaskContext;
import io.multimodal.types.program.ImageSize;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The three PP-OCR models on text that the test draws, without Flink and without media. */
class OcrModelsITCase {
    private static final String[] LINES = {
        "Hello multimodal Flink", "images by reference", "Three small parcels"
    };

    /** The detector's tight boxes make the reader lose a space now and then. */
    private static final List<String> ESSENCES =
            Arrays.stream(LINES).map(DrawnText::essence).toList();

    private static Loaded detector;
    private static Loaded reader;
    private static Loaded orientation;

    @BeforeAll
    static void load() throws Exception {
        detector = Loaded.of(OcrModels.DETECTOR, "text-detection");
        reader = Loaded.of(OcrModels.READER, "text-recognition");
        orientation = Loaded.of(OcrModels.ORIENTATION, "text-orientation");
    }

    @AfterAll
    static void close() throws Exception {
        detector.model.close();
        reader.model.close();
        orientation.model.close();
    }

    @Test
    void readsALineThatIsDrawn() throws Exception {
        BufferedImage line = DrawnText.line("Flink reads images 42");
        GenericRowData row = reader.infer(line);
        assertThat(row.getString(0)).hasToString("Flink reads images 42");
        assertThat(row.getFloat(1)).isBetween(0.9f, 1f);
    }

    @Test
    void findsTheLinesOfAPageAndReadsThem() throws Exception {
        assertThat(read(DrawnText.page(800, 300, 36, LINES))).containsExactlyElementsOf(ESSENCES);
    }

    @Test
    void findsLinesThatRunDownwards() throws Exception {
        BufferedImage page = DrawnText.turned(DrawnText.page(800, 300, 36, LINES), 1);
        assertThat(detect(page))
                .allSatisfy(box -> assertThat(box.getDouble(4)).isCloseTo(90, offset(2.0)));
        assertThat(read(page)).containsExactlyInAnyOrderElementsOf(ESSENCES);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void readsLinesThatStandOnTheirHeadsOnceOrientationHasTurnedThem(int quarterTurns)
            throws Exception {
        BufferedImage page = DrawnText.turned(DrawnText.page(800, 300, 36, LINES), quarterTurns);
        assertThat(read(page)).containsExactlyInAnyOrderElementsOf(ESSENCES);
    }

    @Test
    void findsNothingOnAnEmptyPage() throws Exception {
        assertThat(detect(DrawnText.page(640, 480, 36))).isEmpty();
    }

    @Test
    void saysTheSameAloneAndInABatch() throws Exception {
        List<BufferedImage> lines = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            lines.add(DrawnText.line("Number".repeat(1 + i % 3) + (37 * i + 2)));
        }
        List<RowData> alone = new ArrayList<>();
        for (BufferedImage line : lines) {
            alone.add(reader.infer(line));
        }
        List<CompletableFuture<GenericRowData>> together = new ArrayList<>();
        lines.forEach(line -> together.add(reader.submit(line)));
        for (int i = 0; i < lines.size(); i++) {
            RowData row = together.get(i).get();
            assertThat(row.getString(0))
                    .isEqualTo(alone.get(i).getString(0))
                    .hasToString("Number".repeat(1 + i % 3) + (37 * i + 2));
            assertThat(row.getFloat(1)).isCloseTo(alone.get(i).getFloat(1), offset(1e-4f));
        }
    }

    private static List<RowData> detect(BufferedImage page) throws Exception {
        ArrayData boxes = detector.infer(page).getArray(0);
        List<RowData> rows = new ArrayList<>();
        for (int i = 0; i < boxes.size(); i++) {
            rows.add(boxes.getRow(i, 6));
        }
        return rows;
    }

    private static List<String> read(BufferedImage page) throws Exception {
        List<String> lines = new ArrayList<>();
        for (RowData box : detect(page)) {
            BufferedImage crop =
                    DrawnText.crop(
                            page,
                            box.getInt(0),
                            box.getInt(1),
                            box.getInt(2),
                            box.getInt(3),
                            box.getDouble(4));
            if (orientation.infer(crop).getString(0).toString().equals("180")) {
                crop = DrawnText.turned(crop, 2);
            }
            lines.add(essence(reader.infer(crop).getString(0).toString()));
        }
        return lines;
    }

    /** A model and its task, fed with images in memory. */
    private record Loaded(SharedModel model, ModelTask task) {
        static Loaded of(OcrModels file, String task) throws Exception {
            Configuration options =
                    Configuration.fromMap(Map.of("path", file.name(), "task", task));
            ModelFile model = file.load();
            ModelSignature signature = OnnxSession.signatureOf(model);
            PlannedTask planned = Tasks.plan(new TaskContext(options, signature, model));
            SharedModel shared =
                    SharedModel.acquire(
                            task,
                            model,
                            planned.binding(),
                            new ModelSpec(
                                            task,
                                            "",
                                            new OnnxProvider(),
                                            "",
                                            signature,
                                            options,
                                            null)
                                    .runSettings(),
                            new InferenceMeter());
            return new Loaded(shared, planned.task());
        }

        GenericRowData infer(BufferedImage image) throws Exception {
            return submit(image).get();
        }

        CompletableFuture<GenericRowData> submit(BufferedImage image) {
            ImageSize size = new ImageSize(image.getWidth(), image.getHeight());
            TensorSpec spec = layout(size);
            model.batcher().announce();
            try {
                NativeBuffers.Lease input = model.buffers().acquire((int) spec.elements());
                DrawnText.tensor(image, spec, input.floats());
                CompletableFuture<ModelOutput> output =
                        model.batcher().submit(input, 3, spec.paddedHeight(), spec.paddedWidth());
                return output.thenApply(values -> decode(values, size));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private TensorSpec layout(ImageSize size) {
            return task instanceof ImageTask image
                    ? image.input(size)
                    : ((ImageInput) ((ColumnsTask) task).inputs().get(0)).spec(size);
        }

        private GenericRowData decode(ModelOutput values, ImageSize size) {
            try {
                return (GenericRowData)
                        (task instanceof ImageTask image
                                ? image.decode(values, size)
                                : ((ColumnsTask) task).output().decode(values, null));
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
