// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime;

import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.TaskFiles;
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
import java.util.List;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;

/**
 * Files at a path, at a URI of a file system that Flink knows, or in a store, where the text form
 * of a reference names them. Thread-safe; reading blocks.
 *
 * @param stores for references
 */
public record StoredFiles(StoreConfig stores) implements TaskFiles {
    /** What a tokenizer or a list of labels has at most. */
    private static final long MAX_TASK_BYTES = 256L << 20;

    /** A stored object, and one that is so small that its reference holds it. */
    private static final List<String> REFERENCES = List.of("cas:", "inl:");

    @Override
    public byte[] read(String path) throws ModelException {
        try {
            return bytes(path, MAX_TASK_BYTES);
        } catch (NoSuchFileException | FileNotFoundException | ObjectNotFoundException e) {
            throw new ModelException("There is no file at '" + path + "'", e);
        } catch (IOException | InvalidReferenceException | IllegalArgumentException e) {
            throw new ModelException(
                    "The file at '" + path + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * All bytes of a file.
     *
     * @param maxBytes how many there may be
     */
    public byte[] bytes(String path, long maxBytes) throws IOException, InvalidReferenceException {
        if (isReference(path)) {
            try (StoreRuntime open = StoreRuntime.acquire(stores)) {
                return open.read(open.referenceCodec().fromText(path), maxBytes);
            }
        }
        if (isLocal(path)) {
            return local(localPath(path), maxBytes);
        }
        org.apache.flink.core.fs.Path remote = new org.apache.flink.core.fs.Path(URI.create(path));
        FileSystem files = remote.getFileSystem();
        checkSize(files.getFileStatus(remote).getLen(), maxBytes);
        try (FSDataInputStream in = files.open(remote)) {
            return in.readAllBytes();
        }
    }

    /** Whether a path is a reference into a store. */
    public static boolean isReference(String path) {
        return REFERENCES.stream().anyMatch(path::startsWith);
    }

    /** Whether a path is one of the local file system. */
    public static boolean isLocal(String path) {
        return !path.contains("://") || path.startsWith("file:");
    }

    /** A path of the local file system. */
    public static Path localPath(String path) {
        return path.startsWith("file:") ? Path.of(URI.create(path)) : Path.of(path);
    }

    private static byte[] local(Path file, long maxBytes) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        checkSize(Files.size(file), maxBytes);
        return Files.readAllBytes(file);
    }

    private static void checkSize(long bytes, long maxBytes) throws IOException {
        if (bytes > maxBytes) {
            throw new IOException("it has " + bytes + " bytes, and may have at most " + maxBytes);
        }
    }
}
