// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.multimodal.store.error.RefusedException;
import io.multimodal.store.external.ExternalVersion;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Set;

/**
 * A regular file under a folder, opened step by step from that folder without following a link: who
 * swaps a directory for a link while we look gets an error, not another file.
 */
final class OpenedFile implements AutoCloseable {
    private final FileVersion version;
    private final SeekableByteChannel channel;
    private final DirectoryStream<Path> directory;

    private OpenedFile(
            FileVersion version, SeekableByteChannel channel, DirectoryStream<Path> directory) {
        this.version = version;
        this.channel = channel;
        this.directory = directory;
    }

    /**
     * Opens a file.
     *
     * @param prefix a folder, or the file itself
     * @throws RefusedException if the file lies elsewhere once links are followed, or is not a file
     */
    @SuppressWarnings("StreamResourceLeak") // Handed over, or closed where that fails.
    static OpenedFile beneath(Path prefix, Path file) throws IOException {
        Path root = prefix.toRealPath();
        Path real = file.toRealPath();
        if (!real.startsWith(root)) {
            throw new RefusedException(
                    "Cannot read the file "
                            + file
                            + ": a link leads out of the configured prefix "
                            + prefix);
        }
        if (real.getParent() == null) {
            throw noFile(real);
        }
        // The prefix is a folder, unless it is the file itself.
        Path folder = real.equals(root) ? root.getParent() : root;
        DirectoryStream<Path> directory = Files.newDirectoryStream(folder);
        try {
            Path relative = folder.relativize(real);
            for (int i = 0; i + 1 < relative.getNameCount(); i++) {
                DirectoryStream<Path> next = enter(directory, folder, relative.getName(i));
                directory.close();
                directory = next;
                folder = folder.resolve(relative.getName(i));
            }
            return open(directory, real);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    @SuppressWarnings("StreamResourceLeak") // The caller closes it.
    private static DirectoryStream<Path> enter(
            DirectoryStream<Path> directory, Path folder, Path step) throws IOException {
        return directory instanceof SecureDirectoryStream<Path> secure
                ? secure.newDirectoryStream(step, NOFOLLOW_LINKS)
                : Files.newDirectoryStream(folder.resolve(step));
    }

    private static OpenedFile open(DirectoryStream<Path> directory, Path real) throws IOException {
        Path name = real.getFileName();
        SecureDirectoryStream<Path> secure =
                directory instanceof SecureDirectoryStream<Path> found ? found : null;
        BasicFileAttributeView view =
                secure == null
                        ? Files.getFileAttributeView(
                                real, BasicFileAttributeView.class, NOFOLLOW_LINKS)
                        : secure.getFileAttributeView(
                                name, BasicFileAttributeView.class, NOFOLLOW_LINKS);
        BasicFileAttributes seen = view.readAttributes();
        // The check comes before the file is opened: opening a pipe would wait for a writer.
        if (!seen.isRegularFile()) {
            throw noFile(real);
        }
        FileVersion version = FileVersion.beforeOpening(view, seen, real, Instant.now());
        Set<java.nio.file.OpenOption> options = Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS);
        return new OpenedFile(
                version,
                secure == null
                        ? Files.newByteChannel(real, options)
                        : secure.newByteChannel(name, options),
                directory);
    }

    private static RefusedException noFile(Path real) {
        return new RefusedException("Cannot read " + real + ": it is not a regular file");
    }

    SeekableByteChannel channel() {
        return channel;
    }

    /** The version of the file that is open, as it was opened. */
    ExternalVersion versionAtOpening() throws IOException {
        return version.atOpening(channel);
    }

    /** The version of the file that is open, now. */
    ExternalVersion version() throws IOException {
        return version.now(channel);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            directory.close();
        }
    }
}
