// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.image;

import io.multimodal.store.InvalidReferenceException;
import io.multimodal.store.ObjectRef;
import io.multimodal.store.assembly.OpenStores;
import io.multimodal.types.Image;
import io.multimodal.types.ImageType;
import io.multimodal.types.MultimodalConfig;
import io.multimodal.types.MultimodalOptions;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.FailurePolicy;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.failure.OnError;
import io.multimodal.types.program.ImageOp;
import io.multimodal.types.program.ImageProgram;
import io.multimodal.types.program.PictureSize;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.functions.SpecializedFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.InputTypeStrategies;
import org.apache.flink.table.types.inference.InputTypeStrategy;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;

/**
 * A function that appends a step to the program of a picture and reads nothing. The result's width
 * and height are worked out; its content type and size are NULL, since nothing is encoded.
 *
 * <p>NULL in any argument gives NULL. An argument that is out of range follows {@code
 * multimodal.on-error}; in its {@code TRY_} form the function gives NULL for it, and marks the
 * program so that a picture that fails later is NULL too.
 */
public abstract class LazyImageFunction extends ScalarFunction implements SpecializedFunction {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final boolean nullOnError;
    private MultimodalConfig config;
    private transient OpenStores stores;
    private transient FailurePolicy failures;

    LazyImageFunction(String name, boolean nullOnError) {
        this.name = nullOnError ? "TRY_" + name : name;
        this.nullOnError = nullOnError;
    }

    /** Types of the arguments after the picture, one array for each way to call the function. */
    abstract DataType[][] signatures();

    @Override
    public UserDefinedFunction specialize(SpecializedContext context) {
        config = MultimodalOptions.resolve(context.getConfiguration());
        return this;
    }

    /**
     * Sees to it that the step is made on a task manager: what is there to do may depend on its
     * store.
     */
    @Override
    public boolean supportsConstantFolding() {
        return false;
    }

    @Override
    public void open(FunctionContext context) throws Exception {
        if (nullOnError) {
            failures = FailurePolicy.nullOnError(name);
        } else if (config == null || config.onError() == OnError.FAIL) {
            failures = FailurePolicy.failing(name);
        } else {
            stores = OpenStores.acquire(config.store());
            failures = config.failurePolicy(name, stores.main().records());
        }
    }

    @Override
    public void close() throws Exception {
        if (stores != null) {
            stores.close();
        }
    }

    /** The picture with a step more; null where the failure contract says so. */
    final RowData append(RowData image, Step step) throws IOException {
        Image source = ImageType.TYPE.fromRowData(image);
        try {
            return ImageType.TYPE.toRowData(append(source, step.op()));
        } catch (InvalidReferenceException e) {
            failures.onFailure(HexFormat.of().formatHex(source.object()), e);
        } catch (MediaException e) {
            failures.onFailure(textOf(source), e);
        }
        return null;
    }

    private static String textOf(Image image) throws IOException {
        try {
            return image.reference().toText();
        } catch (InvalidReferenceException e) {
            throw new IOException("A reference that was read is none any more", e);
        }
    }

    private Image append(Image source, ImageOp op)
            throws InvalidReferenceException, MediaException {
        ObjectRef ref = source.reference();
        Optional<PictureSize> size = sizeOf(source);
        ImageProgram program = ImageProgram.of(ref);
        ImageProgram longer = program.then(op, size);
        if (nullOnError) {
            longer = longer.orNull();
        }
        if (longer.equals(program)) {
            return source;
        }
        Optional<PictureSize> result = sizeAfter(op, size);
        return Image.of(
                longer.applyTo(ref),
                null,
                null,
                result.map(PictureSize::width).orElse(null),
                result.map(PictureSize::height).orElse(null),
                source.mode());
    }

    private static Optional<PictureSize> sizeOf(Image image) {
        return image.width() == null || image.height() == null
                ? Optional.empty()
                : Optional.of(new PictureSize(image.width(), image.height()));
    }

    private static Optional<PictureSize> sizeAfter(ImageOp op, Optional<PictureSize> before)
            throws MediaException {
        return ImageProgram.EMPTY.then(op, before).sizeAfter(before);
    }

    /** Makes the step, or says what is wrong with the arguments. */
    @FunctionalInterface
    interface Step {
        ImageOp op() throws MediaException;
    }

    static MediaException refused(String message) {
        return new MediaException(ErrorCode.REFUSED, message);
    }

    @Override
    public final TypeInference getTypeInference(DataTypeFactory types) {
        InputTypeStrategy[] ways =
                Arrays.stream(signatures())
                        .map(LazyImageFunction::sequence)
                        .toArray(InputTypeStrategy[]::new);
        return TypeInference.newBuilder()
                .inputTypeStrategy(ways.length == 1 ? ways[0] : InputTypeStrategies.or(ways))
                .outputTypeStrategy(TypeStrategies.explicit(ImageType.TYPE.internalDataType()))
                .build();
    }

    private static InputTypeStrategy sequence(DataType[] arguments) {
        DataType[] all = new DataType[arguments.length + 1];
        all[0] = ImageType.TYPE.internalDataType();
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return InputTypeStrategies.explicitSequence(all);
    }
}
