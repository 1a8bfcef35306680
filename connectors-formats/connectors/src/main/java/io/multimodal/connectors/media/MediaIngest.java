// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectRef;
import io.multimodal.store.Payload;
import io.multimodal.store.StoreException;
import io.multimodal.store.assembly.OpenStores;
import io.multimodal.store.external.ReferredObject;
import io.multimodal.types.MediaValue;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Puts the medium in a file into the store, or refers to it where it lies, and says what its header
 * says. A file that is none is found out by its head and not put.
 */
final class MediaIngest {
    private final OpenStores stores;
    private final MediaProbe probe;

    MediaIngest(OpenStores stores, MediaProbe probe) {
        this.stores = stores;
        this.probe = probe;
    }

    /**
     * Blocks until the object is durable.
     *
     * @throws MediaException if the file cannot be read or is no medium of this kind
     */
    MediaValue ingest(Path file, long sizeBytes) throws IOException {
        byte[] listed = head(file);
        probe.expect(listed, Math.max(sizeBytes, listed.length));
        HeadOf[] stored = new HeadOf[1];
        Payload payload = () -> stored[0] = new HeadOf(open(file));
        ObjectRef ref = put(payload);
        // The file may have been written to in the meantime: attributes are of what was stored.
        return probe.describe(
                stored[0].head(), stored[0].totalBytes(), () -> stores.open(ref), ref);
    }

    /**
     * The same, with a reference to the file itself: nothing is put, and of the file only the head
     * is read.
     *
     * @throws MediaException if the file cannot be read, lies under no configured prefix, or is no
     *     medium of this kind
     */
    MediaValue refer(Path file) throws IOException {
        ReferredObject referred = look(file);
        ObjectHandle object = referred.object();
        byte[] head = object.read(0, (int) Math.min(MediaProbe.HEAD_BYTES, object.sizeBytes()));
        return probe.describe(head, object.sizeBytes(), () -> object, referred.ref());
    }

    private ReferredObject look(Path file) throws IOException {
        try {
            return stores.refer(file.toUri(), MediaProbe.HEAD_BYTES);
        } catch (StoreException e) {
            // Opening it says more: of a link that leads nowhere, of a folder.
            open(file).close();
            throw e;
        }
    }

    private ObjectRef put(Payload payload) throws IOException {
        try {
            return stores.main().put(payload).toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = open(file)) {
            return in.readNBytes(MediaProbe.HEAD_BYTES);
        }
    }

    private static InputStream open(Path file) throws IOException {
        FileSystem fileSystem = file.getFileSystem();
        return fileSystem.isDistributedFS() ? openRemote(fileSystem, file) : openLocal(file);
    }

    private static InputStream openRemote(FileSystem fileSystem, Path file) throws IOException {
        try {
            return fileSystem.open(file);
        } catch (FileNotFoundException e) {
            throw new MediaException(ErrorCode.NOT_FOUND, "there is no such file", e);
        }
    }

    private static InputStream openLocal(Path path) throws IOException {
        java.nio.file.Path file = java.nio.file.Path.of(path.toUri().getPath());
        if (Files.isDirectory(file)) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    Files.isSymbolicLink(file)
                            ? "it is a symbolic link back to a folder that holds it; it was not followed"
                            : "it is a folder that cannot be listed");
        }
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new MediaException(
                    ErrorCode.NOT_FOUND,
                    Files.isSymbolicLink(file)
                            ? "it is a symbolic link that leads nowhere"
                            : "there is no such file any more",
                    e);
        } catch (AccessDeniedException e) {
            throw new MediaException(
                    ErrorCode.REFUSED, "this process has no permission to read it", e);
        } catch (FileSystemException e) {
            throw new MediaException(ErrorCode.REFUSED, "it cannot be opened: " + e.getReason(), e);
        }
    }
}
