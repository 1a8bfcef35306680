// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.spi;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.ContentId;
import java.util.Map;
import java.util.Optional;

/**
 * A model that a provider has found, before it runs. Opened when a query is planned and again in
 * each subtask. Not thread-safe; its methods may block.
 */
@Public
public interface ModelSource extends AutoCloseable {
    /** Where the model is, for messages. */
    String origin();

    /**
     * The version of the model: equal digests make equal predictions of equal inputs, whatever the
     * provider. It covers the bytes of the model and, if these alone do not determine the
     * predictions, the provider's name, version and options. A job refuses to run when the digest
     * differs from what planning saw.
     */
    ContentId digest();

    /**
     * The model's inputs and outputs; read when a query is planned.
     *
     * @throws ModelException if they cannot be read
     */
    ModelSignature signature() throws ModelException;

    /** The metadata of the model beyond its signature, by name. */
    default Map<String, String> metadata() {
        return Map.of();
    }

    /** The operation, as ONNX names it, that makes an output; empty if that is not known. */
    default Optional<String> lastOperation(String output) {
        return Optional.empty();
    }

    /**
     * Whether a batch on a device takes much longer where the one before had another number of
     * rows: then all batches are filled up to one size, unless the user sets sizes.
     */
    default boolean wantsOneBatchSize(Device device) {
        return false;
    }

    /**
     * Loads the model. All subtasks of a process that use the same digest, binding and settings
     * share what it returns, which outlives this source.
     *
     * @throws ModelException if it cannot be loaded
     */
    BatchRunner load(ModelBinding binding, RunSettings settings) throws ModelException;

    /** Frees what was fetched for loading. Idempotent. */
    @Override
    default void close() {}
}
