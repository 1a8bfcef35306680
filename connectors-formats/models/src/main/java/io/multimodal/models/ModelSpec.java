// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.internal.onnx.Device;
import io.multimodal.models.internal.onnx.ModelSignature;
import io.multimodal.models.internal.onnx.RunSettings;
import io.multimodal.types.config.MultimodalConfig;
import java.io.Serializable;
import org.apache.flink.configuration.Configuration;

/**
 * All that planning finds out about a model, shipped to the subtasks that run it. Holds no bytes of
 * it: those are read again, and have to be the same.
 *
 * @param name of the model in its catalog, for messages, metrics and dead letters
 * @param job the name of the job as far as it is known, for dead letters
 * @param digest of the model's bytes, in hexadecimal digits
 * @param signature what it takes and gives
 * @param options of {@link OnnxModelOptions}
 * @param config where images are, and what they may cost
 */
record ModelSpec(
        String name,
        String job,
        String digest,
        ModelSignature signature,
        Configuration options,
        MultimodalConfig config)
        implements Serializable {
    String path() {
        return options.get(OnnxModelOptions.PATH);
    }

    /** How the model is run on this machine. */
    RunSettings runSettings() {
        int cores = Runtime.getRuntime().availableProcessors();
        Device device = options.get(OnnxModelOptions.DEVICE);
        int runs =
                options.getOptional(OnnxModelOptions.CONCURRENT_RUNS)
                        .orElse(RunSettings.defaultConcurrentRuns(device, cores));
        return new RunSettings(
                device,
                runs,
                options.getOptional(OnnxModelOptions.INTRA_OP_THREADS)
                        .orElse(RunSettings.defaultIntraOpThreads(cores, runs)),
                options.getOptional(OnnxModelOptions.BATCH_MAX_SIZE)
                        .orElse(RunSettings.defaultMaxBatchRows(device)),
                options.get(OnnxModelOptions.BATCH_MAX_WAIT),
                RunSettings.DEFAULT_WAITING_BYTES);
    }
}
