// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.formats.spi.SampleInput;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The regular files of a tar archive, in its order: USTAR, GNU and PAX. Folders, links and devices
 * are left out. Only headers are read; one is at most 1 MiB long. Used by one thread.
 */
final class TarMembers {
    private static final int RECORD_BYTES = 512;

    private final SampleInput input;
    private long next;

    /**
     * @param input at the beginning of a header
     */
    TarMembers(SampleInput input) {
        this.input = input;
        this.next = input.position();
    }

    /** Where the header after the last member begins, or the end of the archive. */
    long position() {
        return next;
    }

    /**
     * The next file; null after the last one. Blocks.
     *
     * @throws MediaException if the archive is damaged, or ends without its mark of the end
     * @throws IOException if it cannot be read
     */
    TarMember next() throws IOException {
        while (true) {
            long header = next;
            TarArchiveEntry entry = nextEntry();
            if (entry == null) {
                return null;
            }
            long content = input.position();
            long size = entry.getRealSize();
            if (entry.isSparse()) {
                throw new MediaException(
                        ErrorCode.UNSUPPORTED,
                        "the member %s is a sparse file; pack it without --sparse"
                                .formatted(entry.getName()));
            }
            long left = input.sizeBytes() - content;
            if (size < 0 || size > left) {
                throw new MediaException(
                        ErrorCode.TRUNCATED,
                        "the member %s at byte %d has %d bytes, and the archive ends after %d of them"
                                .formatted(entry.getName(), header, size, left));
            }
            next = content + (size + RECORD_BYTES - 1) / RECORD_BYTES * RECORD_BYTES;
            if (entry.isFile() && !entry.isLink() && !entry.isSymbolicLink()) {
                return new TarMember(entry.getName(), header, content, size);
            }
        }
    }

    /** The library's stream reads what it skips, so each header has a stream of its own. */
    @SuppressWarnings("resource") // the input is closed by its owner
    private TarArchiveEntry nextEntry() throws IOException {
        input.seek(next);
        TarArchiveEntry entry;
        try {
            entry = new TarArchiveInputStream(new HeaderStream(input), UTF_8.name()).getNextEntry();
        } catch (MediaException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (input.failure() != null) {
                throw input.failure();
            }
            boolean cut = input.position() >= input.sizeBytes();
            throw new MediaException(
                    cut ? ErrorCode.TRUNCATED : ErrorCode.CORRUPT,
                    "there is no whole tar header at byte %d of %d: %s"
                            .formatted(next, input.sizeBytes(), e.getMessage()),
                    e);
        }
        if (entry == null && input.position() < next + RECORD_BYTES) {
            throw new MediaException(
                    ErrorCode.TRUNCATED,
                    "the archive ends after %d bytes without the mark of its end"
                            .formatted(input.sizeBytes()));
        }
        return entry;
    }
}
