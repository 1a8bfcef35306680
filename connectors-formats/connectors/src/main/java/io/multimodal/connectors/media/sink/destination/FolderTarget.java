// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.destination;

import io.multimodal.connectors.media.sink.content.FileContent;
import io.multimodal.store.ref.ContentId;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A folder. A file is staged in a hidden folder beside the files, and made durable there; it is
 * published by a hard link, which never takes the place of another file and costs nothing, or by a
 * rename where it is to take that place.
 */
final class FolderTarget implements Target {
    private static final int BUFFER_BYTES = 64 << 10;

    private final Path root;
    private final Path staging;

    FolderTarget(Path root) {
        this.root = root.normalize();
        this.staging = this.root.resolve(HIDDEN + "staging");
    }

    @Override
    public StagedFile stage(String list, int number, FileContent content) throws IOException {
        return FolderWrites.in(root, () -> staged(list, number, content));
    }

    private StagedFile staged(String list, int number, FileContent content) throws IOException {
        Path folder = staging.resolve(list);
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        String name = Integer.toString(number);
        Optional<ContentId> known = content.id();
        MessageDigest digest = known.isPresent() ? null : ContentId.newDigest();
        long size;
        try (FileChannel file =
                        FileChannel.open(
                                folder.resolve(name),
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.WRITE);
                InputStream in = content.object().stream()) {
            OutputStream out = Channels.newOutputStream(file);
            size = copy(digest == null ? in : new DigestInputStream(in, digest), out);
            file.force(false);
        }
        ContentId id = known.orElseGet(() -> ContentId.of(digest.digest()));
        return new StagedFile(name.getBytes(StandardCharsets.UTF_8), size, id);
    }

    private static long copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        int read = in.read(buffer);
        while (read >= 0) {
            out.write(buffer, 0, read);
            size += read;
            read = in.read(buffer);
        }
        return size;
    }

    @Override
    public void settle(String list) throws IOException {
        makeDurable(staging.resolve(list), root);
    }

    @Override
    public boolean exists(String path) throws IOException {
        return Files.exists(resolve(path));
    }

    @Override
    public boolean holds(String path, long sizeBytes, ContentId id) throws IOException {
        Path file = resolve(path);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) != sizeBytes) {
                return false;
            }
            MessageDigest digest = ContentId.newDigest();
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                copy(in, OutputStream.nullOutputStream());
            }
            return ContentId.of(digest.digest()).equals(id);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public Published publish(String list, FileEntry file, boolean replace) throws IOException {
        return Published.writtenIf(FolderWrites.in(root, () -> published(list, file, replace)));
    }

    private boolean published(String list, FileEntry file, boolean replace) throws IOException {
        Path target = resolve(file.path());
        Path staged =
                staging.resolve(list).resolve(new String(file.staged(), StandardCharsets.UTF_8));
        Path parent = target.getParent();
        if (!Files.isDirectory(parent)) {
            Files.createDirectories(parent);
        }
        return replace ? replace(staged, target) : link(staged, target, file);
    }

    private static boolean replace(Path staged, Path target) throws IOException {
        try {
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // An earlier attempt has renamed it; what is there now may be newer.
            if (!Files.exists(target)) {
                throw e;
            }
        }
        return true;
    }

    private boolean link(Path staged, Path target, FileEntry file) throws IOException {
        try {
            Files.createLink(target, staged);
            return true;
        } catch (FileAlreadyExistsException e) {
            return Files.isRegularFile(target)
                    && (Files.isSameFile(target, staged)
                            || holds(file.path(), file.sizeBytes(), file.id()));
        } catch (UnsupportedOperationException e) {
            throw new IOException(
                    "Cannot publish "
                            + target
                            + ": its file system has no hard links, by which a file never takes the place of another one; set 'sink.overwrite' = 'replace'",
                    e);
        }
    }

    @Override
    public boolean isPublished(String list) throws IOException {
        if (Files.isDirectory(staging.resolve(list))) {
            return false;
        }
        if (Files.exists(manifest(list))) {
            return true;
        }
        throw new NoSuchFileException(
                staging.resolve(list).toString(),
                null,
                "the files that a checkpoint of this job has staged are gone, and were not published. Bring the folder back, or start without this state");
    }

    private Path manifest(String list) {
        return root.resolve(MANIFESTS).resolve(list + ".jsonl");
    }

    @Override
    public void finish(String list, List<FileEntry> files) throws IOException {
        FolderWrites.in(root, () -> finished(list, files));
    }

    private Path finished(String list, List<FileEntry> files) throws IOException {
        Set<Path> folders = new LinkedHashSet<>();
        for (FileEntry file : files) {
            folders.add(resolve(file.path()).getParent());
        }
        for (Path folder : folders) {
            makeDurable(folder, root);
        }
        Path manifest = manifest(list);
        Files.createDirectories(manifest.getParent());
        Path begun = staging.resolve(list).resolve("manifest");
        try (FileChannel channel =
                FileChannel.open(
                        begun,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            Channels.newOutputStream(channel).write(ManifestLines.of(files));
            channel.force(false);
        }
        Files.move(begun, manifest, StandardCopyOption.ATOMIC_MOVE);
        makeDurable(manifest.getParent(), root);
        return manifest;
    }

    @Override
    public void discard(String list) throws IOException {
        remove(staging.resolve(list));
    }

    private static void remove(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Another one was faster.
        }
    }

    @Override
    public void sweep(Duration olderThan) throws IOException {
        Instant oldest = Instant.now().minus(olderThan);
        try (DirectoryStream<Path> lists = Files.newDirectoryStream(staging)) {
            for (Path list : lists) {
                if (Files.getLastModifiedTime(list).toInstant().isBefore(oldest)) {
                    remove(list);
                }
            }
        } catch (NoSuchFileException e) {
            // Nothing was ever staged, or another one was faster.
        }
    }

    /** The folder's names, and those of the folders above it as far as the root. */
    private static void makeDurable(Path folder, Path root) throws IOException {
        for (Path at = folder; at != null && at.startsWith(root); at = at.getParent()) {
            try (FileChannel channel = FileChannel.open(at, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private Path resolve(String path) throws MediaException {
        try {
            Path file = root.resolve(path).normalize();
            if (file.startsWith(root) && !file.equals(root)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "The file system of this machine has no name for '%s': %s. Start Java with -Dsun.jnu.encoding=UTF-8, in a locale of UTF-8"
                            .formatted(path, e.getReason()));
        }
        throw new IllegalStateException("The path '" + path + "' leads out of " + root);
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return root.toString();
    }
}
