// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.ContentId;
import io.multimodal.store.ObjectSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The objects in one epoch's folder. */
final class LocalListing {
    private LocalListing() {}

    /** The caller closes the stream. */
    @SuppressWarnings("StreamResourceLeak") // Handed to the caller, who closes it.
    static Stream<ObjectSummary> of(Path directory, long epoch) {
        try {
            return Files.list(directory)
                    .filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}"))
                    .flatMap(file -> summary(file, epoch));
        } catch (NoSuchFileException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(LocalErrors.of("list", directory, e));
        }
    }

    private static Stream<ObjectSummary> summary(Path file, long epoch) {
        try {
            ContentId id = ContentId.ofHex(file.getFileName().toString());
            return Stream.of(new ObjectSummary(id, Files.size(file), epoch));
        } catch (NoSuchFileException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(LocalErrors.of("look at", file, e));
        }
    }
}
