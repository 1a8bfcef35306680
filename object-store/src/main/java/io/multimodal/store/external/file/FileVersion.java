// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.multimodal.store.external.ExternalVersion;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The version of an open file: its size, time of modification, inode and time of change, the times
 * to the nanosecond. The time of change is set by the system alone, so a rewrite that puts the old
 * time of modification back is another version; so is a file whose mode or number of hard links
 * changed.
 *
 * <p>It is the version of the file that is open, whatever its name leads to by now. Who renames,
 * links or unlinks a file gives it a new time of change: where the name's attributes are those that
 * it had before the file was opened, and the change before that was some time ago, the file was not
 * swapped for another one and back. Else the open file is asked itself, through {@code /proc};
 * where there is none, as on macOS, the name is all there is, and such a swap shows unless both
 * changes fall into one tick of the file system's clock.
 */
final class FileVersion {
    private static final String ATTRIBUTES = "unix:size,lastModifiedTime,ino,ctime";

    /** More than the steps in which any file system counts its times. */
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private final BasicFileAttributeView view;
    private final Path real;

    /** By its name; empty if that does not tell for sure. */
    private final Optional<ExternalVersion> beforeOpening;

    private FileVersion(
            BasicFileAttributeView view, Path real, Optional<ExternalVersion> beforeOpening) {
        this.view = view;
        this.real = real;
        this.beforeOpening = beforeOpening;
    }

    /**
     * Of a file that is to be opened.
     *
     * @param view of the name in its folder, which stays the same whatever becomes of the path
     * @param seen what the view just said
     * @param real the path
     */
    static FileVersion beforeOpening(
            BasicFileAttributeView view, BasicFileAttributes seen, Path real, Instant now)
            throws IOException {
        Map<String, Object> attributes = Files.readAttributes(real, ATTRIBUTES, NOFOLLOW_LINKS);
        Instant changed = ((FileTime) attributes.get("ctime")).toInstant();
        boolean sure = isOf(attributes, seen) && changed.plus(SETTLED).isBefore(now);
        return new FileVersion(
                view, real, sure ? Optional.of(version(attributes)) : Optional.empty());
    }

    /** The version at opening, of a channel that was opened since. Moves its position. */
    ExternalVersion atOpening(SeekableByteChannel channel) throws IOException {
        return beforeOpening.isPresent() ? beforeOpening.get() : ofOpen(channel);
    }

    /** The present version. Moves the channel's position. */
    ExternalVersion now(SeekableByteChannel channel) throws IOException {
        if (beforeOpening.isPresent()) {
            Map<String, Object> attributes = Files.readAttributes(real, ATTRIBUTES, NOFOLLOW_LINKS);
            ExternalVersion named = version(attributes);
            if (named.equals(beforeOpening.get()) && isOf(attributes, view.readAttributes())) {
                return named;
            }
        }
        return ofOpen(channel);
    }

    private ExternalVersion ofOpen(SeekableByteChannel channel) throws IOException {
        Optional<Path> descriptor = OpenDescriptors.find(channel);
        LinkOption[] links =
                descriptor.isPresent() ? new LinkOption[0] : new LinkOption[] {NOFOLLOW_LINKS};
        return version(Files.readAttributes(descriptor.orElse(real), ATTRIBUTES, links));
    }

    /** Whether what the path leads to is what the view sees. */
    private static boolean isOf(Map<String, Object> attributes, BasicFileAttributes seen) {
        return seen.size() == (Long) attributes.get("size")
                && seen.lastModifiedTime().equals(attributes.get("lastModifiedTime"))
                && String.valueOf(seen.fileKey()).endsWith("ino=" + attributes.get("ino") + ")");
    }

    private static ExternalVersion version(Map<String, Object> attributes) {
        long size = (Long) attributes.get("size");
        String validator =
                "bytes="
                        + size
                        + ";modified-nanos="
                        + nanos(attributes.get("lastModifiedTime"))
                        + ";inode="
                        + attributes.get("ino")
                        + ExternalVersion.CHANGED
                        + nanos(attributes.get("ctime"));
        return new ExternalVersion(size, Optional.of(validator));
    }

    private static long nanos(Object time) {
        return ((FileTime) time).to(TimeUnit.NANOSECONDS);
    }
}
