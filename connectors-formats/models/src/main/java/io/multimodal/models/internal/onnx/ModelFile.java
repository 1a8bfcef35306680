// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.Device;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.models.spi.RunSettings;
import io.multimodal.store.ref.ContentId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model as bytes, and where its weights are if they lie in other files.
 *
 * @param origin where it came from, for messages
 * @param bytes the whole file; not copied, must not change
 * @param digest the SHA-256 of the bytes, and of what lies in other files, which is the model's
 *     version
 * @param weights where those files are; empty where there are none
 */
@SuppressWarnings("ArrayRecordComponent") // Tens of megabytes: neither copied nor compared.
public record ModelFile(String origin, byte[] bytes, ContentId digest, Optional<Weights> weights)
        implements ModelSource {
    private static final int FEW_CONVOLUTIONS = 4;

    /**
     * Files with weights.
     *
     * @param folder where they are, under the names by which the model names them
     * @param temporary whether the folder was made for this model, and is deleted when it is closed
     */
    public record Weights(Path folder, boolean temporary) {
        /** Deletes them where they are temporary. */
        public void delete() {
            if (!temporary) {
                return;
            }
            try (Stream<Path> files = Files.walk(folder)) {
                List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "The weights of a model in '" + folder + "' cannot be deleted", e);
            }
        }
    }

    /** A model with these bytes; computes their digest. */
    public static ModelFile of(String origin, byte[] bytes) {
        return new ModelFile(origin, bytes, ContentId.hash(bytes), Optional.empty());
    }

    @Override
    public ModelSignature signature() throws ModelException {
        return OnnxSession.signatureOf(this);
    }

    @Override
    public Map<String, String> metadata() {
        return ModelMetadata.read(bytes);
    }

    @Override
    public Optional<String> lastOperation(String output) {
        return ModelGraph.read(bytes).lastOperation(output);
    }

    /**
     * On a GPU each convolution keeps what it has set up for one shape alone, and sets itself up
     * anew, in half a millisecond, whenever a batch has another one. Models of other operations
     * have a convolution or two that cut an image into patches.
     */
    @Override
    public boolean wantsOneBatchSize(Device device) {
        return device.isCuda() && ModelGraph.read(bytes).convolutions() > FEW_CONVOLUTIONS;
    }

    @Override
    public BatchRunner load(ModelBinding binding, RunSettings settings) throws ModelException {
        return OnnxSession.load(this, binding, settings);
    }

    /** Deletes what was fetched for loading it; a model that is loaded stays so. */
    @Override
    public void close() {
        weights.ifPresent(Weights::delete);
    }

    /** The origin and the first digits of the digest. */
    @Override
    public String toString() {
        return origin + " (sha256:" + digest.hex().substring(0, 12) + "…)";
    }
}
