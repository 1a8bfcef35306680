// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.AuditedObject;
import io.multimodal.store.ObjectSummary;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.CopyAudit;
import io.multimodal.store.internal.RawObject;
import io.multimodal.store.internal.StandaloneParts;
import io.multimodal.store.local.disk.DurableFiles;
import io.multimodal.store.local.disk.LocalErrors;
import io.multimodal.store.local.disk.LocalLayout;
import io.multimodal.store.local.disk.RegularFiles;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.RangeTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The objects that have a file of their own. Thread-safe. */
final class StandaloneFiles {
    private final LocalLayout layout;
    private final DurableFiles files;

    StandaloneFiles(LocalLayout layout, DurableFiles files) {
        this.layout = layout;
        this.files = files;
    }

    boolean contains(ContentId id, long[] epochs) {
        return LongStream.of(epochs).anyMatch(epoch -> Files.exists(layout.object(epoch, id)));
    }

    /** The newest copy, open. */
    Optional<RawObject> find(ContentId id, long[] epochs) throws StoreException {
        for (long epoch : epochs) {
            Path file = layout.object(epoch, id);
            try {
                return Optional.of(open(file, layout.tree(epoch, id)));
            } catch (NoSuchFileException e) {
                // The next epoch may have it.
            } catch (IOException e) {
                throw LocalErrors.of("read", file, e);
            }
        }
        return Optional.empty();
    }

    /** The caller closes the stream. */
    Stream<ObjectSummary> list(long epoch) {
        return list(epoch, "");
    }

    @SuppressWarnings("StreamResourceLeak") // Handed to the caller, who closes it.
    private Stream<ObjectSummary> list(long epoch, String start) {
        Path directory = layout.objects(epoch);
        try {
            return Files.list(directory)
                    .filter(file -> file.getFileName().toString().startsWith(start))
                    .filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}"))
                    .flatMap(file -> summary(file, epoch).stream());
        } catch (NoSuchFileException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(LocalErrors.of("list", directory, e));
        }
    }

    Stream<AuditedObject> audit(StandaloneParts.Share share) {
        return list(share.epoch(), share.digit()).flatMap(copy -> audited(copy).stream());
    }

    int erase(ContentId id, long[] epochs) throws StoreException {
        int copies = 0;
        for (long epoch : epochs) {
            copies += remove(layout.object(epoch, id)) ? 1 : 0;
            remove(layout.tree(epoch, id));
        }
        return copies;
    }

    private boolean remove(Path file) throws StoreException {
        if (!Files.exists(file)) {
            return false;
        }
        try {
            files.disk().delete(file);
            files.disk().syncDirectory(file.getParent());
            return true;
        } catch (IOException e) {
            throw LocalErrors.of("erase", file, e);
        }
    }

    private Optional<AuditedObject> audited(ObjectSummary copy) {
        Path file = layout.object(copy.epoch(), copy.id());
        try (RawObject raw = open(file, layout.tree(copy.epoch(), copy.id()))) {
            return Optional.of(CopyAudit.of(copy, raw));
        } catch (NoSuchFileException e) {
            // It was erased meanwhile, or is a link to nothing.
            return Files.isSymbolicLink(file)
                    ? Optional.of(new AuditedObject(copy, Optional.of("a link to nothing")))
                    : Optional.empty();
        } catch (IOException e) {
            String why = LocalErrors.of("read", file, e).getMessage();
            return Optional.of(new AuditedObject(copy, Optional.of(why)));
        }
    }

    private Optional<ObjectSummary> summary(Path file, long epoch) {
        ContentId id = ContentId.ofHex(file.getFileName().toString());
        String place = layout.folder().relativize(file).toString();
        try {
            long size = Files.size(file);
            return Optional.of(
                    new ObjectSummary(id, size, epoch, place, treeRoot(epoch, id, size)));
        } catch (NoSuchFileException e) {
            return Files.isSymbolicLink(file)
                    ? Optional.of(new ObjectSummary(id, 0, epoch, place, Optional.empty()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(LocalErrors.of("look at", file, e));
        }
    }

    private Optional<ContentId> treeRoot(long epoch, ContentId id, long size) throws IOException {
        Path tree = layout.tree(epoch, id);
        if (!RangeTree.covers(size) || !Files.exists(tree)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(tree) || Files.size(tree) != RangeTree.encodedBytes(size)) {
            return Optional.empty();
        }
        return Optional.of(RangeTree.of(Files.readAllBytes(tree)).root());
    }

    private static RawObject open(Path file, Path tree) throws IOException {
        RegularFiles.check(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new LocalObject(file, tree, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
