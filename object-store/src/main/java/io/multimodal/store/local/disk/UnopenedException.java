// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A file or directory could not be opened, as when a process has too many files open: nothing was
 * done to it, so the same may be tried again.
 */
final class UnopenedException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    UnopenedException(Path path, IOException cause) {
        super(
                path.toString(),
                null,
                cause instanceof FileSystemException named && named.getReason() != null
                        ? named.getReason()
                        : cause.getMessage());
        initCause(cause);
    }

    @Override
    public synchronized IOException getCause() {
        return (IOException) super.getCause();
    }
}
