// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.internal.onnx.ModelFile;
import io.multimodal.models.runtime.StoredFiles;
import io.multimodal.models.spi.ModelException;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.ObjectNotFoundException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.Set;

/** Reads model files from where {@link OnnxModelOptions#PATH} says. Blocks. */
final class ModelFiles {
    /** ONNX files end there too: a protocol buffer has at most 2 GiB. */
    private static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

    private ModelFiles() {}

    /**
     * The model at a path, a URI or a reference.
     *
     * @throws ModelException if there is none, or none that can be read; one sentence names it
     */
    static ModelFile read(String path, StoreConfig stores) throws ModelException {
        try {
            byte[] model = new StoredFiles(stores).bytes(path, MAX_BYTES);
            Set<String> beside = ExternalWeights.locations(path, model);
            return beside.isEmpty()
                    ? ModelFile.of(path, model)
                    : ExternalWeights.of(path, model, beside, folder(path));
        } catch (ModelException e) {
            throw e;
        } catch (NoSuchFileException | FileNotFoundException | ObjectNotFoundException e) {
            throw new ModelException(
                    "There is no model at '" + path + "'; set 'path' to an ONNX file", e);
        } catch (IOException | InvalidReferenceException | IllegalArgumentException e) {
            throw new ModelException(
                    "The model at '" + path + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /** Where a model's weights are that lie beside it. */
    private static Optional<ExternalWeights.Folder> folder(String path) throws IOException {
        if (StoredFiles.isReference(path)) {
            return Optional.empty();
        }
        if (StoredFiles.isLocal(path)) {
            return Optional.of(
                    ExternalWeights.Folder.of(
                            StoredFiles.localPath(path).toAbsolutePath().getParent()));
        }
        org.apache.flink.core.fs.Path remote = new org.apache.flink.core.fs.Path(URI.create(path));
        return Optional.of(ExternalWeights.Folder.of(remote.getFileSystem(), remote.getParent()));
    }
}
