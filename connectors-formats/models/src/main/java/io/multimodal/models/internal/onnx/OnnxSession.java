// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.SequenceInfo;
import ai.onnxruntime.TensorInfo;
import io.multimodal.models.internal.cuda.CudaRuntime;
import io.multimodal.models.internal.cuda.MemoryLock;
import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.InputTensor;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.OutputTensor;
import io.multimodal.models.spi.RunSettings;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One loaded model. {@link #run} may be called by several threads at once; each call blocks until
 * the device is done.
 */
public final class OnnxSession implements BatchRunner {
    /** ONNX Runtime's name for where it looks for weights of a model that it has as bytes. */
    private static final String WEIGHTS_FOLDER =
            "session.model_external_initializers_file_folder_path";

    private final ModelFile model;
    private final OrtSession session;
    private final List<InputTensors> inputs;
    private final ModelBinding binding;

    private OnnxSession(
            ModelFile model, OrtSession session, ModelBinding binding, MemoryLock lock) {
        this.model = model;
        this.session = session;
        this.inputs =
                binding.inputs().stream()
                        .map(input -> new InputTensors(input, binding, lock))
                        .toList();
        this.binding = binding;
    }

    /**
     * Loads a model for running.
     *
     * @throws ModelException if it is no model, or the device is not there
     */
    public static OnnxSession load(ModelFile model, ModelBinding binding, RunSettings settings)
            throws ModelException {
        OnnxEnvironment.require();
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(settings.intraOpThreads());
            options.setInterOpNumThreads(1);
            // Spinning threads take the cores from those that decode images.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            // Shapes change from batch to batch; a pattern for each would only be kept, not used.
            options.setMemoryPatternOptimization(false);
            if (settings.device().isCuda()) {
                addCuda(options, binding, settings);
            }
            OrtSession session = session(model, options);
            return new OnnxSession(model, session, binding, CudaRuntime.lockFor(settings.device()));
        } catch (OrtException e) {
            throw unloadable(model, e);
        }
    }

    /**
     * Only the signature of a model; about half the work of loading it for running.
     *
     * @throws ModelException if it is no model
     */
    public static ModelSignature signatureOf(ModelFile model) throws ModelException {
        OnnxEnvironment.require();
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setOptimizationLevel(OptLevel.NO_OPT);
            try (OrtSession session = session(model, options)) {
                return new ModelSignature(
                        tensors(session.getInputInfo().values()),
                        tensors(session.getOutputInfo().values()));
            }
        } catch (OrtException e) {
            throw unloadable(model, e);
        }
    }

    private static OrtSession session(ModelFile model, SessionOptions options) throws OrtException {
        if (model.weights().isPresent()) {
            options.addConfigEntry(WEIGHTS_FOLDER, model.weights().get().folder().toString());
        }
        return environment().createSession(model.bytes(), options);
    }

    private static OrtEnvironment environment() {
        return OnnxEnvironment.shared();
    }

    private static void addCuda(SessionOptions options, ModelBinding binding, RunSettings settings)
            throws ModelException, OrtException {
        CudaDevices.require(settings.device());
        CudaOptions.add(
                options,
                settings.device(),
                CudaOptions.of(binding.rowShapes().size(), settings.deviceOptions()));
    }

    private static List<ModelSignature.Tensor> tensors(Collection<NodeInfo> infos) {
        return infos.stream().map(OnnxSession::tensor).toList();
    }

    private static ModelSignature.Tensor tensor(NodeInfo info) {
        if (info.getInfo() instanceof TensorInfo tensor) {
            boolean known = tensor.type != OnnxJavaType.UNKNOWN;
            String dtype = known ? tensor.type.name() : tensor.onnxType.name();
            return ModelSignature.Tensor.of(info.getName(), dtype, tensor.getShape());
        }
        String kind = info.getInfo() instanceof SequenceInfo ? "SEQUENCE" : "MAP";
        return new ModelSignature.Tensor(info.getName(), kind, List.of());
    }

    private static ModelException unloadable(ModelFile model, OrtException e) {
        return new ModelException(
                "The model " + model + " cannot be loaded by ONNX Runtime: " + firstLine(e), e);
    }

    static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }

    @Override
    public List<ModelOutput> run(FloatBuffer input, long[] shape) throws ModelException {
        try (InputTensors.Input tensor = inputs.get(0).of(environment(), input, shape)) {
            return run(Map.of(binding.input().name(), tensor.tensor()), Math.toIntExact(shape[0]));
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (OrtException e) {
            throw failed("an input of shape " + Arrays.toString(shape), e);
        }
    }

    @Override
    public List<ModelOutput> run(List<InputTensor> rows) throws ModelException {
        if (rows.size() == 1 && rows.get(0).type() == ElementType.FLOAT) {
            return run(rows.get(0).floats(), rows.get(0).shape());
        }
        List<InputTensors.Input> made = new ArrayList<>();
        try {
            Map<String, OnnxTensor> tensors = new HashMap<>();
            for (int i = 0; i < rows.size(); i++) {
                InputTensors.Input input = inputs.get(i).of(environment(), rows.get(i));
                made.add(input);
                tensors.put(binding.inputs().get(i).name(), input.tensor());
            }
            return run(tensors, Math.toIntExact(rows.get(0).shape()[0]));
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (OrtException e) {
            throw failed("inputs of " + rows, e);
        } finally {
            made.forEach(InputTensors.Input::close);
        }
    }

    private ModelException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ModelException("The model " + model + " is being closed", e);
    }

    private List<ModelOutput> run(Map<String, OnnxTensor> tensors, int rows)
            throws OrtException, ModelException {
        Set<String> wanted = new LinkedHashSet<>();
        binding.outputs().forEach(output -> wanted.add(output.name()));
        try (OrtSession.Result result = session.run(tensors, wanted)) {
            // Copies on the heap: the native ones go with the result.
            List<OutputTensor> outputs = new ArrayList<>();
            for (int i = 0; i < wanted.size(); i++) {
                outputs.add(output(binding.outputs().get(i), result.get(i), rows));
            }
            if (binding.batchRows() == ModelBinding.NO_BATCH) {
                return List.of(new ModelOutput(outputs));
            }
            List<ModelOutput> byRow = new ArrayList<>(rows);
            for (int row = 0; row < rows; row++) {
                int index = row;
                byRow.add(new ModelOutput(outputs.stream().map(all -> all.row(index)).toList()));
            }
            return byRow;
        }
    }

    private OutputTensor output(ModelSignature.Tensor declared, OnnxValue value, int rows)
            throws OrtException, ModelException {
        int rowsOfRun = binding.rowsOfRun(rows);
        OutputTensor output =
                value instanceof OnnxTensor tensor ? OnnxOutputs.copyOf(tensor) : null;
        boolean fits =
                output != null
                        && (binding.batchRows() == ModelBinding.NO_BATCH
                                || (output.shape().length > 0 && output.dimension(0) == rowsOfRun));
        if (!fits) {
            throw new ModelException(
                    "The model "
                            + model
                            + " gave "
                            + (output == null ? value : output)
                            + " as "
                            + declared
                            + " for a batch of "
                            + rowsOfRun
                            + "; the first dimension of an output is the batch");
        }
        return output;
    }

    private ModelException failed(String inputsOfRun, OrtException e) {
        String message =
                "The model "
                        + model
                        + ", which takes "
                        + (binding.inputs().size() == 1 ? binding.input() : binding.inputs())
                        + ", failed on "
                        + inputsOfRun
                        + ": "
                        + firstLine(e);
        if (isOutOfMemory(e)) {
            return ModelException.outOfMemory(message, e);
        }
        // What it refuses as an argument it refuses from every row.
        return e.getCode() == OrtErrorCode.ORT_INVALID_ARGUMENT
                ? new ModelException(message, e)
                : ModelException.ofInput(message, e);
    }

    /**
     * ONNX Runtime has no code for it: these are the words of its arenas and of CUDA's libraries.
     */
    private static boolean isOutOfMemory(OrtException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return Stream.of(
                        "failed to allocate memory",
                        "out of memory",
                        "alloc_failed",
                        "bad_alloc",
                        "available memory of")
                .anyMatch(message::contains);
    }

    @Override
    public void close() {
        inputs.forEach(InputTensors::close);
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("The model " + model + " could not be closed", e);
        }
    }

    @Override
    public String toString() {
        return "OnnxSession[" + model + "]";
    }
}
