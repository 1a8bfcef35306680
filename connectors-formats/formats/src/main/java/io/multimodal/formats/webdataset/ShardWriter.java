// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.formats.spi.SampleValues;
import io.multimodal.formats.spi.SampleWriter;
import io.multimodal.store.ObjectHandle;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes samples into a shard, in the order of the rows, and of a sample the members in the order
 * of the columns. NULL is not a member. Equal rows make equal shards: times and owners are 0.
 * Objects are streamed. Used by one thread; blocks while it reads.
 */
final class ShardWriter implements SampleWriter {
    private static final int MODE = 0444;

    private final List<MemberColumn> columns;
    private final TarArchiveOutputStream tar;
    private String before;

    ShardWriter(OutputStream out, List<MemberColumn> columns) {
        this.columns = columns;
        this.tar = new TarArchiveOutputStream(out, UTF_8.name());
        this.tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        this.tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        this.tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    @Override
    public void write(SampleValues sample) throws IOException {
        String key = null;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).isKey()) {
                key = sample.text(i);
            }
        }
        SampleKey.check(key, before);
        for (int i = 0; i < columns.size(); i++) {
            MemberColumn column = columns.get(i);
            if (!column.isKey() && !column.isUrl() && !sample.isNull(i)) {
                write(key + "." + column.suffixes().get(0), sample.content(i));
            }
        }
        before = key;
    }

    private void write(String name, ObjectHandle content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.sizeBytes());
        entry.setMode(MODE);
        entry.setModTime(0);
        entry.setIds(0, 0);
        tar.putArchiveEntry(entry);
        try (InputStream in = content.stream()) {
            in.transferTo(tar);
        }
        tar.closeArchiveEntry();
    }

    /** Writes the end of the archive. */
    @Override
    public void finish() throws IOException {
        tar.close();
    }
}
