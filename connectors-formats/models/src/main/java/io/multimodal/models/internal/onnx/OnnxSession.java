// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * One loaded model. {@link #run} may be called by several threads at once; each call blocks until
 * the device is done.
 */
public final class OnnxSession implements BatchRunner, AutoCloseable {
    static {
        OnnxLibraries.unpackOnce();
    }

    private final ModelFile model;
    private final OrtSession session;
    private final ModelSignature signature;

    private OnnxSession(ModelFile model, OrtSession session, ModelSignature signature) {
        this.model = model;
        this.session = session;
        this.signature = signature;
    }

    /**
     * Loads a model for running.
     *
     * @throws ModelException if it is no model, or the device is not there
     */
    public static OnnxSession load(ModelFile model, RunSettings settings) throws ModelException {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(settings.intraOpThreads());
            options.setInterOpNumThreads(1);
            // Spinning threads take the cores from those that decode pictures.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            // Shapes change from batch to batch; a pattern for each would only be kept, not used.
            options.setMemoryPatternOptimization(false);
            if (settings.device() == Device.CUDA) {
                addCuda(options);
            }
            return load(model, options);
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
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setOptimizationLevel(OptLevel.NO_OPT);
            try (OnnxSession session = load(model, options)) {
                return session.signature();
            }
        } catch (OrtException e) {
            throw unloadable(model, e);
        }
    }

    private static OnnxSession load(ModelFile model, SessionOptions options)
            throws OrtException, ModelException {
        OrtSession session = environment().createSession(model.bytes(), options);
        try {
            return new OnnxSession(
                    model,
                    session,
                    new ModelSignature(
                            tensors(model, session.getInputInfo().values()),
                            tensors(model, session.getOutputInfo().values())));
        } catch (OrtException | ModelException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static OrtEnvironment environment() {
        return Environment.SHARED;
    }

    private static void addCuda(SessionOptions options) throws ModelException {
        if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            throw new ModelException(
                    "Device 'cuda' was asked for, but the ONNX Runtime on the class path was built for "
                            + OrtEnvironment.getAvailableProviders()
                            + "; put onnxruntime_gpu in place of onnxruntime, or set 'device' = 'cpu'");
        }
        try {
            options.addCUDA();
        } catch (OrtException e) {
            throw new ModelException(
                    "Device 'cuda' was asked for and cannot be used: " + firstLine(e), e);
        }
    }

    private static List<ModelSignature.Tensor> tensors(ModelFile model, Collection<NodeInfo> infos)
            throws ModelException {
        List<ModelSignature.Tensor> tensors = new ArrayList<>();
        for (NodeInfo info : infos) {
            if (!(info.getInfo() instanceof TensorInfo tensor)) {
                throw new ModelException(
                        "The model "
                                + model
                                + " takes or gives '"
                                + info.getName()
                                + "', which is no tensor but "
                                + info.getInfo());
            }
            tensors.add(
                    ModelSignature.Tensor.of(
                            info.getName(), tensor.type.name(), tensor.getShape()));
        }
        return tensors;
    }

    private static ModelException unloadable(ModelFile model, OrtException e) {
        return new ModelException(
                "The model " + model + " cannot be loaded by ONNX Runtime: " + firstLine(e), e);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }

    /** What the model takes and gives. */
    public ModelSignature signature() {
        return signature;
    }

    @Override
    public List<ModelOutput> run(FloatBuffer input, long[] shape) throws ModelException {
        int rows = Math.toIntExact(shape[0]);
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment(), input, shape);
                OrtSession.Result result =
                        session.run(
                                Map.of(signature.input().name(), tensor),
                                java.util.Set.of(signature.output().name()))) {
            OnnxValue value = result.get(0);
            if (!(value instanceof OnnxTensor output) || output.getInfo().getShape()[0] != rows) {
                throw new ModelException(
                        "The model " + model + " gave " + value + " for a batch of " + rows);
            }
            // A copy on the heap: the native one goes with the result.
            return split(output.getFloatBuffer(), output.getInfo().getShape());
        } catch (OrtException e) {
            throw new ModelException(
                    "The model "
                            + model
                            + " failed on an input of shape "
                            + java.util.Arrays.toString(shape)
                            + ": "
                            + firstLine(e),
                    e);
        }
    }

    private static List<ModelOutput> split(FloatBuffer values, long[] shape) {
        int rows = (int) shape[0];
        int[] rowShape = new int[shape.length - 1];
        for (int i = 0; i < rowShape.length; i++) {
            rowShape[i] = (int) shape[i + 1];
        }
        int rowLength = values.capacity() / rows;
        List<ModelOutput> outputs = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            outputs.add(
                    new ModelOutput(values.slice(row * rowLength, rowLength), rowShape.clone()));
        }
        return outputs;
    }

    @Override
    public void close() {
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

    /** Made when the first model is loaded; a process has one, and it is never closed. */
    private static final class Environment {
        private static final OrtEnvironment SHARED =
                OrtEnvironment.getEnvironment(
                        OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "flink-multimodal");
    }
}
