// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.disk;

import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Says in one sentence what a file system refused. */
public final class LocalErrors {
    private LocalErrors() {}

    /**
     * The typed exception for what a file system refused.
     *
     * @param action what was tried, as in "write"
     */
    public static StoreException of(String action, Path path, IOException cause) {
        if (cause instanceof StoreException typed) {
            return typed;
        }
        if (cause instanceof UnopenedException unopened) {
            return of(action, path, unopened.getCause());
        }
        String what = "Cannot " + action + " " + path + ": ";
        if (cause instanceof AccessDeniedException) {
            return new RefusedException(
                    what + "permission denied; let this user read and write the store's folder",
                    cause);
        }
        if (cause instanceof ClosedByInterruptException) {
            return new StoreUnavailableException(what + "the thread was interrupted", cause);
        }
        if (cause instanceof NotDirectoryException) {
            return new RefusedException(what + "a file is where a folder should be", cause);
        }
        if (cause instanceof NoSuchFileException missing) {
            return new StoreUnavailableException(
                    what
                            + "there is no file or folder "
                            + missing.getFile()
                            + "; look whether somebody has moved the store",
                    cause);
        }
        String reason =
                cause instanceof FileSystemException named && named.getReason() != null
                        ? named.getReason()
                        : cause.getMessage();
        if (reason != null && reason.contains("Read-only file system")) {
            return new RefusedException(what + "the file system is mounted read-only", cause);
        }
        return new StoreUnavailableException(
                what + (reason == null ? cause.getClass().getSimpleName() : reason), cause);
    }
}
