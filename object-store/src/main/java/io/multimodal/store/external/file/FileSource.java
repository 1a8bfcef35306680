// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external.file;

import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.external.ExternalPart;
import io.multimodal.store.external.ExternalSource;
import io.multimodal.store.external.ExternalUri;
import io.multimodal.store.external.ExternalVersion;
import io.multimodal.store.internal.Attempts;
import io.multimodal.store.internal.FileRanges;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Files under a folder, or one file. A symbolic link is followed only to where it stays under the
 * prefix. The file that is open is looked at before and after it was read, so that one that is
 * written meanwhile shows, as far as the times of its file system tell.
 */
final class FileSource implements ExternalSource {
    private final Path prefix;

    FileSource(Path prefix) {
        this.prefix = prefix;
    }

    @Override
    public ExternalVersion look(ExternalUri uri) throws StoreException {
        return with(uri, OpenedFile::versionAtOpening);
    }

    @Override
    public ExternalPart read(ExternalUri uri, long offset, int length, Optional<String> expected)
            throws StoreException {
        // Once more where it is written just now: then it is another version throughout.
        return Attempts.of(() -> with(uri, file -> part(file, offset, length)));
    }

    private static ExternalPart part(OpenedFile file, long offset, int length) throws IOException {
        ExternalVersion before = file.versionAtOpening();
        int there = (int) Math.max(0, Math.min(length, before.totalBytes() - offset));
        byte[] bytes = FileRanges.read(file.channel(), offset, there);
        ExternalVersion after = file.version();
        if (!before.equals(after)) {
            throw new StoreUnavailableException(
                    "A file was written while it was read: it had " + before + ", now " + after);
        }
        return new ExternalPart(bytes, after);
    }

    @Override
    public void close() {}

    static Path path(ExternalUri uri) throws RefusedException {
        try {
            return Path.of(uri.filePath());
        } catch (InvalidPathException e) {
            throw new RefusedException("There can be no file " + uri + " on this machine", e);
        }
    }

    private <T> T with(ExternalUri uri, Use<T> use) throws StoreException {
        try (OpenedFile file = OpenedFile.beneath(prefix, path(uri))) {
            return use.on(file);
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new ObjectNotFoundException("There is no file " + uri, e);
        } catch (AccessDeniedException | FileSystemLoopException e) {
            throw new RefusedException("Cannot read the file " + uri + ": access denied", e);
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "Cannot read the file " + uri + ": " + e.getMessage(), e);
        }
    }

    private interface Use<T> {
        T on(OpenedFile file) throws IOException;
    }
}
