// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.internal.input.AudioInput;
import io.multimodal.models.internal.input.ColumnInput;
import io.multimodal.models.internal.input.FileInput;
import io.multimodal.models.internal.input.NumberInput;
import io.multimodal.models.internal.input.NumberKind;
import io.multimodal.models.internal.input.RowLengths;
import io.multimodal.models.internal.input.TensorInput;
import io.multimodal.models.internal.onnx.InputTypes;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.TaskContext;
import io.multimodal.types.AudioType;
import io.multimodal.types.DType;
import io.multimodal.types.DeclaredType;
import io.multimodal.types.FileType;
import io.multimodal.types.ImageType;
import io.multimodal.types.TensorType;
import io.multimodal.types.VideoType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;

/** Makes the input of a column, and checks that its type can feed the model. */
final class ColumnInputs {
    private static final String TYPES =
            "IMAGE, AUDIO, VIDEO, FILE, TENSOR, a number, BOOLEAN or an array of numbers or BOOLEAN";

    private final TaskContext context;

    ColumnInputs(TaskContext context) {
        this.context = context;
    }

    /**
     * A column and what it feeds.
     *
     * @param lengths one for each input of the model
     */
    record Fed(ColumnInput input, List<RowLengths> lengths) {}

    /**
     * The input of a column.
     *
     * @throws ValidationException if its type cannot feed the model's input; it names both
     */
    Fed of(ModelColumn column, ModelSignature.Tensor input) {
        if (!InputTypes.PREPARED.contains(input.dtype()) || input.shape().contains(0L)) {
            throw new ValidationException(
                    "The column %s feeds the model's input %s, but an input has elements of %s, and no dimension of length 0"
                            .formatted(column, input, InputTypes.PREPARED));
        }
        Optional<DeclaredType> declared = DeclaredType.of(column.type());
        if (declared.isEmpty()) {
            return numbers(column, input);
        } else if (declared.get().type() == ImageType.TYPE) {
            TaskOptions image = new TaskOptions(context, input);
            return fed(image.imageInput(), image.lengths());
        } else if (declared.get().type() == TensorType.TYPE) {
            return tensor(column, declared.get(), input);
        }
        if (declared.get().type() == FileType.TYPE) {
            return file(column, input);
        }
        if (declared.get().type() == VideoType.TYPE) {
            return new VideoOptions(context, column, input).fed();
        }
        if (declared.get().type() == AudioType.TYPE) {
            return audio(column, input);
        }
        throw unfit(column, input, "it takes " + TYPES);
    }

    private static Fed file(ModelColumn column, ModelSignature.Tensor input) {
        int rank = input.shape().size();
        RowLengths lengths = new RowLengths(input, rank - 1);
        boolean fits =
                (rank == 1 || rank == 2)
                        && List.of(ElementType.INT16, ElementType.INT32, ElementType.INT64)
                                .contains(lengths.type())
                        && lengths.lengths().get(0) > 0
                        && lengths.lengths().get(0) % 2 == 0;
        if (!fits) {
            throw unfit(
                    column,
                    input,
                    "the first and the last bytes of a file are INT16, INT32 or INT64 of shape [batch, bytes] or [bytes], of which the number is known and even");
        }
        int length = Math.toIntExact(lengths.lengths().get(0));
        return fed(new FileInput(column, lengths.type(), length), lengths);
    }

    private Fed audio(ModelColumn column, ModelSignature.Tensor input) {
        int rank = input.shape().size();
        if (rank < 1 || rank > 3 || !ElementType.of(input.dtype()).orElseThrow().isFloating()) {
            throw unfit(
                    column,
                    input,
                    "audio is floating numbers of shape [samples], [batch, samples] or [batch, channels, samples]");
        }
        // Of two dimensions the first is the batch.
        RowLengths lengths = new RowLengths(input, rank == 1 ? 0 : 1);
        AudioOptions options = new AudioOptions(context.options(), input);
        return fed(
                new AudioInput(
                        column,
                        options.sampleRate(),
                        rank < 3 ? 0 : options.channels(),
                        options.samples(),
                        options.parts()),
                lengths);
    }

    private static Fed fed(ColumnInput input, RowLengths lengths) {
        return new Fed(input, List.of(lengths));
    }

    private static Fed numbers(ModelColumn column, ModelSignature.Tensor input) {
        LogicalType element =
                column.type() instanceof ArrayType array ? array.getElementType() : column.type();
        int rank = input.shape().size();
        boolean isArray = column.type() instanceof ArrayType;
        RowLengths lengths = new RowLengths(input, rank > (isArray ? 1 : 0) ? 1 : 0);
        NumberKind kind =
                NumberKind.of(element).orElseThrow(() -> unfit(column, input, "it takes " + TYPES));
        if (!kind.feeds(lengths.type())) {
            throw unfit(column, input, "its elements would lose their fractions");
        }
        if (lengths.lengths().stream().filter(length -> length < 0).count() > 1) {
            throw unfit(
                    column,
                    input,
                    "several lengths of a row are open; feed it with a TENSOR, which has a shape");
        }
        long elements = input.elementsFrom(lengths.batchDimensions());
        if (!isArray && elements != 1 && elements != ModelSignature.FREE) {
            throw unfit(column, input, "a number is one element; feed it with an array");
        }
        return fed(new NumberInput(column, lengths), lengths);
    }

    private static Fed tensor(
            ModelColumn column, DeclaredType declared, ModelSignature.Tensor input) {
        Optional<List<Long>> shape =
                Optional.ofNullable(declared.parameters().get("shape"))
                        .map(text -> Arrays.stream(text.split(",")).map(Long::valueOf).toList());
        int rank = input.shape().size();
        int batch =
                shape.map(known -> rank - known.size()).orElseGet(() -> hasBatch(column, input));
        if (batch < 0 || batch > 1) {
            throw unfit(column, input, "a row has all of its dimensions, or all but the batch");
        }
        RowLengths lengths = new RowLengths(input, batch);
        if (shape.isPresent() && !alike(shape.get(), lengths.lengths())) {
            throw unfit(column, input, "their lengths differ");
        }
        Optional<NumberKind> kind =
                Optional.ofNullable(declared.parameters().get("dtype"))
                        .map(name -> NumberKind.of(DType.named(name)));
        if (kind.isPresent() && !kind.get().feeds(lengths.type())) {
            throw unfit(column, input, "its elements would lose their fractions");
        }
        return fed(new TensorInput(column, lengths), lengths);
    }

    private static int hasBatch(ModelColumn column, ModelSignature.Tensor input) {
        if (input.shape().isEmpty()) {
            return 0;
        }
        long first = input.shape().get(0);
        if (first == ModelSignature.FREE || first == 1) {
            return 1;
        }
        throw unfit(
                column,
                input,
                "whose first dimension may be a batch or not; declare the shape of a row, such as TENSOR('float32', 3, 224, 224)");
    }

    private static boolean alike(List<Long> declared, List<Long> ofModel) {
        for (int i = 0; i < declared.size(); i++) {
            boolean open = declared.get(i) < 0 || ofModel.get(i) < 0;
            if (!open && !declared.get(i).equals(ofModel.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static ValidationException unfit(
            ModelColumn column, ModelSignature.Tensor input, String why) {
        return new ValidationException(
                "The column %s cannot feed the model's input %s: %s".formatted(column, input, why));
    }
}
