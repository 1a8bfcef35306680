// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.FileRanges;
import io.multimodal.store.internal.RawObject;
import io.multimodal.store.local.disk.LocalErrors;
import io.multimodal.store.local.disk.RegularFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** An open file of the store. */
final class LocalObject implements RawObject {
    private final Path file;
    private final Path tree;
    private final FileChannel channel;
    private final long lengthBytes;

    LocalObject(Path file, Path tree, FileChannel channel) throws IOException {
        this.file = file;
        this.tree = tree;
        this.channel = channel;
        this.lengthBytes = channel.size();
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public long lengthBytes() {
        return lengthBytes;
    }

    @Override
    public byte[] read(long offset, int length) throws StoreException {
        try {
            byte[] out = FileRanges.read(channel, offset, length);
            if (out.length < length) {
                throw new CorruptObjectException(
                        "The file " + file + " ends before byte " + (offset + length));
            }
            return out;
        } catch (IOException e) {
            throw LocalErrors.of("read", file, e);
        }
    }

    @Override
    public Optional<byte[]> treeDigests() throws StoreException {
        try {
            return Optional.of(RegularFiles.readAllBytes(tree));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw LocalErrors.of("read", tree, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It was open for reading only: nothing is lost.
        }
    }
}
