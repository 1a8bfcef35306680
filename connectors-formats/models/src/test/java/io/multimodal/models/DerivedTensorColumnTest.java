// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.modality.TensorModality;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.store.Payload;
import io.multimodal.store.cache.StoreMetrics.Operation;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.DType;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.Tensor;
import io.multimodal.types.TensorType;
import io.multimodal.types.program.ImageOp;
import io.multimodal.types.program.ImageProgram;
import io.multimodal.types.program.PixelLayout;
import io.multimodal.types.program.TensorFacts;
import io.multimodal.types.program.TensorOp;
import io.multimodal.types.program.TensorProgram;
import io.multimodal.types.program.TensorSource.Pixels;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;

/** A model over tensors that programs make of images, as IMAGE_TO_TENSOR gives them. */
class DerivedTensorColumnTest {
    private static final int IMAGES = 24;

    private final ColumnModels models;
    private final List<ModelColumn> columns =
            List.of(
                    new ModelColumn(
                            "x", MultimodalTypes.tensor(DType.FLOAT32, 3).getLogicalType()));

    DerivedTensorColumnTest() throws Exception {
        models = new ColumnModels();
    }

    @Test
    void infersWhatItInfersOfStoredTensorsAndStoresNone() throws Exception {
        List<Tensor> derived = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            derived.add(tensor(models.put(Payload.of(png(i)))));
        }
        try (MediaRuntime media = models.media()) {
            long before = puts(media);
            List<String> predicted = predict(derived);
            assertThat(puts(media) - before).isZero();

            List<Tensor> stored = new ArrayList<>();
            for (Tensor tensor : derived) {
                stored.add(new TensorModality().materialise(media, tensor));
            }
            assertThat(puts(media) - before).isEqualTo(IMAGES);
            assertThat(predict(stored)).isEqualTo(predicted).doesNotContainNull();
            assertThat(predicted).doesNotHaveDuplicates();
        }
    }

    @Test
    void aTensorThatCannotBeMadeFailsItsRowAlone() throws Exception {
        byte[] whole = png(1);
        ObjectRef broken = models.put(Payload.of(Arrays.copyOf(whole, whole.length - 20)));
        ObjectRef sound = models.put(Payload.of(whole));

        assertThat(predict(List.of(tensor(sound), tensor(broken), tensor(sound))))
                .satisfiesExactly(
                        one -> assertThat(one).isNotNull(),
                        one -> assertThat(one).isNull(),
                        one -> assertThat(one).isNotNull());
    }

    /** Null for NULL. */
    private List<String> predict(List<Tensor> tensors) throws Exception {
        List<RowData> rows = new ArrayList<>();
        for (Tensor tensor : tensors) {
            rows.add(GenericRowData.of(TensorType.TYPE.toRowData(tensor)));
        }
        List<String> predicted = new ArrayList<>();
        for (RowData row : models.infer("float", columns, rows)) {
            predicted.add(row.isNullAt(0) ? null : Arrays.toString(row.getArray(0).toFloatArray()));
        }
        return predicted;
    }

    private static long puts(MediaRuntime media) {
        return media.stores().counters().total(Operation.PUT).calls();
    }

    /** {@code TENSOR_RESHAPE(IMAGE_TO_TENSOR(IMAGE_RESIZE(img, 1, 1)), ARRAY[3])}. */
    private static Tensor tensor(ObjectRef image) throws Exception {
        ImageProgram pixel = ImageProgram.EMPTY.then(new ImageOp.Resize(1, 1));
        TensorFacts facts = TensorFacts.of(DType.FLOAT32, 3, 1, 1);
        TensorProgram program =
                TensorProgram.of(
                                new Pixels(
                                        pixel,
                                        PixelLayout.CHW,
                                        DType.FLOAT32,
                                        Pixels.NO_MEAN,
                                        Pixels.NO_STD))
                        .then(new TensorOp.Reshape(List.of(3L)), facts);
        return Tensor.of(program.applyTo(image), DType.FLOAT32, 3);
    }

    private static byte[] png(int number) throws Exception {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 40 * 30; i++) {
            image.setRGB(i % 40, i / 40, new Color(number * 10, i % 256, 255 - number).getRGB());
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        return file.toByteArray();
    }
}
