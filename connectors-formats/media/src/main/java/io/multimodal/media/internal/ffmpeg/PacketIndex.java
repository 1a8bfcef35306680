// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.ffmpeg;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_ANY;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.av_index_search_timestamp;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entries_count;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entry;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entry_from_timestamp;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.multimodal.media.internal.container.BuiltInContainer;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Where the packets of a stream lie, as far as the container's index is known. Times are in the
 * stream's units. Not thread-safe.
 */
public final class PacketIndex {
    private final BuiltInContainer format;
    private final ObjectIo io;
    private final AVStream stream;

    PacketIndex(BuiltInContainer format, ObjectIo io, AVStream stream) {
        this.format = format;
        this.io = io;
        this.stream = stream;
    }

    /** The time of the last key frame before a time; AV_NOPTS_VALUE where it is not known. */
    public long keyBefore(long timestamp) {
        AVIndexEntry entry =
                avformat_index_get_entry_from_timestamp(stream, timestamp, AVSEEK_FLAG_BACKWARD);
        return entry == null || entry.isNull() ? AV_NOPTS_VALUE : entry.timestamp();
    }

    /** What is read from the key frame before one time to another time comes in one request. */
    public void plan(long from, long to) {
        int first = av_index_search_timestamp(stream, from, AVSEEK_FLAG_BACKWARD);
        int last = av_index_search_timestamp(stream, to, AVSEEK_FLAG_BACKWARD | AVSEEK_FLAG_ANY);
        int count = avformat_index_get_entries_count(stream);
        if (first < 0 || last < first) {
            return;
        }
        AVIndexEntry begin = avformat_index_get_entry(stream, first);
        if (format == BuiltInContainer.MP4) {
            // It goes by times of decoding: some that are shown later come first.
            int end = Math.min(last + 2 + stream.codecpar().video_delay(), count - 1);
            AVIndexEntry packet = avformat_index_get_entry(stream, end);
            io.plan(begin.pos(), packet.pos() + packet.size());
        } else {
            AVIndexEntry next =
                    last + 1 < count ? avformat_index_get_entry(stream, last + 1) : null;
            io.plan(begin.pos(), next == null ? Long.MAX_VALUE : next.pos());
        }
    }
}
