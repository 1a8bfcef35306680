// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local.pack;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.FileRanges;
import io.multimodal.store.local.disk.LocalErrors;
import io.multimodal.store.local.disk.RegularFiles;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Reads from packs, which stay open as long as there are not too many. Thread-safe. */
public final class PackReader implements AutoCloseable {
    private static final int MAX_OPEN = 512;
    private static final int ATTEMPTS = 20;

    private final Map<Pack, FileChannel> channels = new ConcurrentHashMap<>();

    /** The bytes from an offset on, fewer where the pack ends; empty where the pack is gone. */
    Optional<byte[]> read(Pack pack, long offset, int length) throws StoreException {
        return with(pack, channel -> FileRanges.read(channel, offset, length));
    }

    /** How many bytes the pack has now; empty where it is gone. */
    OptionalLong size(Pack pack) throws StoreException {
        return with(pack, FileChannel::size).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /** The pack, read by this reader. */
    PackFileSource source(Pack pack) {
        return new PackFileSource(this, pack);
    }

    void forget(Pack pack) {
        close(channels.remove(pack));
    }

    @Override
    public void close() {
        channels.keySet().forEach(this::forget);
    }

    /**
     * Channels are shared, and an interrupted reader closes one under all others: they open it
     * again.
     */
    private <T> Optional<T> with(Pack pack, Use<T> use) throws StoreException {
        for (int attempt = 1; ; attempt++) {
            FileChannel channel = null;
            try {
                channel = channel(pack);
                return Optional.of(use.of(channel));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            } catch (ClosedChannelException e) {
                channels.remove(pack, channel);
                if (e instanceof ClosedByInterruptException || attempt == ATTEMPTS) {
                    throw LocalErrors.of("read", pack.file(), e);
                }
            } catch (IOException e) {
                throw LocalErrors.of("read", pack.file(), e);
            }
        }
    }

    private FileChannel channel(Pack pack) throws IOException {
        FileChannel open = channels.get(pack);
        if (open != null && open.isOpen()) {
            return open;
        }
        if (channels.size() >= MAX_OPEN) {
            // Readers of it open it again.
            channels.keySet().stream().findAny().ifPresent(this::forget);
        }
        FileChannel fresh = openOrMakeRoom(pack);
        FileChannel raced = channels.put(pack, fresh);
        if (raced != null && raced != open) {
            close(raced);
        }
        return fresh;
    }

    /** Where the process may open no more files, this reader gives its own back. */
    private FileChannel openOrMakeRoom(Pack pack) throws IOException {
        try {
            return open(pack);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException e) {
            if (channels.isEmpty()) {
                throw e;
            }
            close();
            return open(pack);
        }
    }

    private static FileChannel open(Pack pack) throws IOException {
        try {
            return open(pack.sealedFile());
        } catch (NoSuchFileException e) {
            try {
                return open(pack.openFile());
            } catch (NoSuchFileException gone) {
                // It may have been sealed between the two looks.
                return open(pack.sealedFile());
            }
        }
    }

    private static FileChannel open(Path file) throws IOException {
        RegularFiles.check(file);
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    private static void close(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It was open for reading only: nothing is lost.
        }
    }

    private interface Use<T> {
        T of(FileChannel channel) throws IOException;
    }
}
