// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.destination;

import io.multimodal.store.error.StoreException;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * Runs the steps of writing to a folder. The messages of a file system are often a path alone, or
 * say nothing of the place: what fails here names the folder, what is wrong, and what helps.
 */
final class FolderWrites {
    /** One of the steps. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException;
    }

    private FolderWrites() {}

    /**
     * What a step gives.
     *
     * @throws IOException if it fails. Failures of the medium that is written stay as they are
     */
    static <T> T in(Path root, Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (StoreException | MediaException e) {
            throw e;
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "Cannot write to %s: the user '%s' has no permission for '%s'; give it to the user that runs the task managers, and start the job from its last checkpoint"
                            .formatted(root, System.getProperty("user.name"), e.getFile()),
                    e);
        } catch (IOException e) {
            throw new IOException(
                    "Cannot write to %s: %s. When this is mended, the job goes on from its last checkpoint, of which nothing is lost"
                            .formatted(root, reason(e)),
                    e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException place && place.getReason() == null
                ? e.getClass().getSimpleName().replace("Exception", "") + " at " + e.getMessage()
                : String.valueOf(e.getMessage());
    }
}
