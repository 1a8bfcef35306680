// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The version of an open file: its size, time of modification, inode and time of change, the times
 * to the nanosecond. The time of change is set by the system alone, so a rewrite that puts the old
 * time of modification back is another version; so is a file whose mode or number of hard links
 * changed.
 *
 * <p>On Linux these are the attributes of the file that is open, whatever has its name by now.
 * Where there is no {@code /proc}, as on macOS, they are those of the name: a file that is swapped
 * for another one and swapped back while it is opened is then told by its time of change alone.
 */
final class FileVersion {
    private static final String ATTRIBUTES = "unix:size,lastModifiedTime,ino,ctime";

    private final Path place;
    private final LinkOption[] links;

    private FileVersion(Path place, LinkOption... links) {
        this.place = place;
        this.links = links;
    }

    /**
     * Of an open file. Moves the channel's position.
     *
     * @param name the file's real path
     */
    static FileVersion of(SeekableByteChannel channel, Path name) throws IOException {
        Optional<Path> descriptor = OpenDescriptors.find(channel);
        return descriptor.isPresent()
                ? new FileVersion(descriptor.get())
                : new FileVersion(name, NOFOLLOW_LINKS);
    }

    /** The present version. */
    ExternalVersion now() throws IOException {
        Map<String, Object> seen = Files.readAttributes(place, ATTRIBUTES, links);
        long size = (Long) seen.get("size");
        String validator =
                "bytes=%d;modified-nanos=%d;inode=%s%s%d"
                        .formatted(
                                size,
                                nanos(seen.get("lastModifiedTime")),
                                seen.get("ino"),
                                ExternalVersion.CHANGED,
                                nanos(seen.get("ctime")));
        return new ExternalVersion(size, Optional.of(validator));
    }

    private static long nanos(Object time) {
        return ((FileTime) time).to(TimeUnit.NANOSECONDS);
    }
}
