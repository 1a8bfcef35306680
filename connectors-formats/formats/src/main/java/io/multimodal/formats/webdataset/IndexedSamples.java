// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import io.multimodal.formats.spi.SampleInput;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** The samples of a shard that an index leads to; each is compared with what the index says. */
final class IndexedSamples implements Samples {
    private final SampleInput shard;
    private final Iterator<MemberIndex.Entry> entries;

    /**
     * @param shard from the position of which on samples are read
     */
    IndexedSamples(SampleInput shard, List<MemberIndex.Entry> entries) {
        long from = shard.position();
        this.shard = shard;
        this.entries =
                entries.stream()
                        .filter(entry -> entry.offset() < 0 || entry.offset() >= from)
                        .iterator();
    }

    @Override
    public TarSample next() throws IOException {
        if (!entries.hasNext()) {
            return null;
        }
        MemberIndex.Entry entry = entries.next();
        if (entry.offset() < 0 || entry.offset() > shard.sizeBytes()) {
            throw wrong(entry, null);
        }
        shard.seek(entry.offset());
        TarSample sample;
        try {
            sample = new TarSamples(new TarMembers(shard)).next();
        } catch (MediaException e) {
            throw wrong(entry, e);
        }
        if (sample == null
                || !sample.key().equals(entry.key())
                || sample.begin() != entry.offset()) {
            throw wrong(entry, null);
        }
        return sample;
    }

    private static MediaException wrong(MemberIndex.Entry entry, MediaException cause) {
        return new MediaException(
                ErrorCode.CORRUPT,
                "the index beside it (_….members) says that the sample %s begins at byte %d, where there is no such sample; delete the index, or commit the folder again"
                        .formatted(entry.key(), entry.offset()),
                cause);
    }
}
