// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.internal.onnx.ModelFile;
import io.multimodal.models.spi.ModelException;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.runtime.StoreRuntime;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;

/** Reads model files from where {@link OnnxModelOptions#PATH} says. Blocks. */
final class ModelFiles {
    /** ONNX files end there too: a protocol buffer has at most 2 GiB. */
    private static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

    private static final String REFERENCE = "cas:";

    private ModelFiles() {}

    /**
     * The model at a path, a URI or a reference.
     *
     * @throws ModelException if there is none, or none that can be read; one sentence names it
     */
    static ModelFile read(String path, StoreConfig stores) throws ModelException {
        try {
            byte[] model = bytes(path, stores);
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
        if (path.startsWith(REFERENCE)) {
            return Optional.empty();
        }
        if (isLocal(path)) {
            return Optional.of(
                    ExternalWeights.Folder.of(localPath(path).toAbsolutePath().getParent()));
        }
        org.apache.flink.core.fs.Path remote = new org.apache.flink.core.fs.Path(URI.create(path));
        return Optional.of(ExternalWeights.Folder.of(remote.getFileSystem(), remote.getParent()));
    }

    private static boolean isLocal(String path) {
        return !path.contains("://") || path.startsWith("file:");
    }

    private static Path localPath(String path) {
        return path.startsWith("file:") ? Path.of(URI.create(path)) : Path.of(path);
    }

    private static byte[] bytes(String path, StoreConfig stores)
            throws IOException, InvalidReferenceException {
        if (path.startsWith(REFERENCE)) {
            try (StoreRuntime open = StoreRuntime.acquire(stores)) {
                return open.read(open.referenceCodec().fromText(path), MAX_BYTES);
            }
        }
        if (isLocal(path)) {
            return local(localPath(path));
        }
        URI uri = URI.create(path);
        org.apache.flink.core.fs.Path remote = new org.apache.flink.core.fs.Path(uri);
        FileSystem files = remote.getFileSystem();
        FileStatus status = files.getFileStatus(remote);
        checkSize(status.getLen());
        try (FSDataInputStream in = files.open(remote)) {
            return in.readAllBytes();
        }
    }

    private static byte[] local(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        checkSize(Files.size(file));
        return Files.readAllBytes(file);
    }

    private static void checkSize(long bytes) throws IOException {
        if (bytes > MAX_BYTES) {
            throw new IOException(
                    "it has " + bytes + " bytes, and an ONNX file has at most " + MAX_BYTES);
        }
    }
}
