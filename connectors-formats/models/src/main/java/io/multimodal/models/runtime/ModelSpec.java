// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.models.spi.Device;
import io.multimodal.models.spi.InferenceProvider;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelColumns;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.models.spi.PlannedTask;
import io.multimodal.models.spi.RunSettings;
import io.multimodal.models.spi.TaskContext;
import io.multimodal.types.config.MultimodalConfig;
import java.io.IOException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.MetricGroup;

/**
 * All that planning finds out about a model, shipped to the subtasks that run it. Holds no bytes of
 * it: those are read again, and have to be the same.
 *
 * @param name of the model in its catalog, for messages, metrics and dead letters
 * @param job the name of the job as far as it is known, for dead letters
 * @param provider what runs the model
 * @param digest of the model's bytes, in hexadecimal digits
 * @param signature what it takes and gives
 * @param columns that the CREATE MODEL statement declares
 * @param options of the runtime, the provider and the task
 * @param config where images are, and what they may cost
 */
public record ModelSpec(
        String name,
        String job,
        InferenceProvider provider,
        String digest,
        ModelSignature signature,
        ModelColumns columns,
        Configuration options,
        MultimodalConfig config)
        implements RowModel {
    /**
     * Enough that all cores of a subtask decode while batches run, and few enough that a row of a
     * model that takes seconds does not meet Flink's time-out of three minutes in its queue.
     */
    private static final int DEFAULT_ROWS_IN_FLIGHT = 32;

    private static final int BATCHES_IN_FLIGHT = 3;

    /** A model that takes one image. */
    public ModelSpec(
            String name,
            String job,
            InferenceProvider provider,
            String digest,
            ModelSignature signature,
            Configuration options,
            MultimodalConfig config) {
        this(name, job, provider, digest, signature, ModelColumns.OF_IMAGE, options, config);
    }

    /**
     * The model of the provider; the caller closes it. Blocks.
     *
     * @throws ModelException if it is not there, or is another one than when the job was planned
     */
    public ModelSource open() throws ModelException {
        ModelSource source = provider.open(options, config.store());
        if (source.digest().hex().equals(digest)) {
            return source;
        }
        try (source) {
            throw new ModelException(
                    "The model at '"
                            + source.origin()
                            + "' has changed since the job was planned: its digest was sha256:"
                            + digest
                            + " and is "
                            + source.digest()
                            + "; submit the job again");
        }
    }

    @Override
    public RowComputer open(SharedReader reader, ModelCounters counters, MetricGroup metrics)
            throws IOException {
        return TensorRows.open(this, reader, counters, metrics);
    }

    /** The task, and how the model serves it. */
    public PlannedTask plan(ModelSource source) {
        return Tasks.plan(
                new TaskContext(
                        options, signature, source, columns, new StoredFiles(config.store())));
    }

    /** Whether predictions are remembered: what the option says, or else the provider. */
    @Override
    public boolean isRemembered() {
        return options.getOptional(RuntimeOptions.CACHE).orElse(provider.isDeterministic());
    }

    /** How the model is run on this machine. Blocks while devices are tried. */
    public RunSettings runSettings() {
        return RuntimeOptions.runSettings(
                options, RuntimeOptions.device(options).orElseGet(provider::bestDevice));
    }

    /** How this model is run on this machine. Blocks while devices are tried. */
    public RunSettings runSettings(ModelSource source, ModelBinding binding) {
        RunSettings settings = runSettings();
        boolean chosen = options.getOptional(RuntimeOptions.BATCH_SIZES).isPresent();
        // With many shapes each batch may have another one than the batch before, whatever its
        // size.
        boolean oneShape = binding.rowShapes().size() == 1;
        return !chosen && oneShape && source.wantsOneBatchSize(settings.device())
                ? settings.withFixedBatchRows(settings.maxBatchRows())
                : settings;
    }

    /**
     * How many rows a subtask has in flight where the user says nothing: on a GPU three batches, of
     * which two run and one is being decoded. What {@code auto} is on the machine that plans
     * counts.
     */
    @Override
    public int rowsInFlight() {
        return Math.max(DEFAULT_ROWS_IN_FLIGHT, BATCHES_IN_FLIGHT * runSettings().maxBatchRows());
    }

    /**
     * Checks the settings without a look at the devices of this machine, which may not be the one
     * that runs the model.
     *
     * @throws org.apache.flink.table.api.ValidationException if they do not fit
     */
    public void checkRunSettings() {
        var unused =
                RuntimeOptions.runSettings(
                        options, RuntimeOptions.device(options).orElse(Device.CPU));
    }
}
