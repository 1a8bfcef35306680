// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.CorruptObjectException;
import io.multimodal.store.StoreException;
import io.multimodal.store.internal.RawObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** An open file of the store. */
final class LocalObject implements RawObject {
    /** The JDK keeps a buffer of the largest read for each thread; this bounds it. */
    private static final int MAX_READ_BYTES = 1 << 20;

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
        byte[] out = new byte[length];
        try {
            int done = 0;
            while (done < length) {
                int step = Math.min(MAX_READ_BYTES, length - done);
                int count = channel.read(ByteBuffer.wrap(out, done, step), offset + done);
                if (count < 0) {
                    throw new CorruptObjectException(
                            "The file " + file + " ends before byte " + (offset + length));
                }
                done += count;
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
