// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

import io.multimodal.connectors.media.source.listing.LinkRule;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of this machine that is read, and which links out of it are followed. Thread-safe. */
final class SourceFolder {
    private final Path root;
    private final LinkRule links;

    /** Without links; null until it is known. */
    private volatile Path realRoot;

    /**
     * @param root a folder or a file; may be missing
     */
    SourceFolder(Path root, LinkRule links) {
        this.root = root;
        this.links = links;
    }

    /**
     * The real path of a regular file.
     *
     * @throws MediaException if links lead to where they may not, or to no regular file
     */
    Path real(Path file) throws IOException {
        Path real = file.toRealPath();
        boolean link = Files.isSymbolicLink(file);
        if (!links.allows(realRoot(), real)) {
            throw refused(
                    "it is a symbolic link that leads out of the folder, and was not followed; 'source.links' = 'anywhere' allows it");
        }
        if (Files.isDirectory(real)) {
            throw refused(
                    link
                            ? "it is a symbolic link back to a folder that holds it; it was not followed"
                            : "it is a folder that cannot be listed");
        }
        if (!Files.isRegularFile(real)) {
            throw refused("it is neither a file nor a folder");
        }
        return real;
    }

    private Path realRoot() throws IOException {
        Path known = realRoot;
        if (known == null) {
            known = root.toRealPath();
            realRoot = known;
        }
        return known;
    }

    private static MediaException refused(String why) {
        return new MediaException(ErrorCode.REFUSED, why);
    }
}
