// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.media.av.FfmpegProgram;
import io.multimodal.media.av.Frames;
import io.multimodal.media.av.Objects;
import io.multimodal.media.content.VideoHeader;
import io.multimodal.media.internal.bytes.KnownBytes;
import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.media.internal.ffmpeg.Container;
import io.multimodal.media.internal.ffmpeg.StreamFacts;
import io.multimodal.media.probe.VideoProbe;
import io.multimodal.media.video.VideoReader;
import io.multimodal.media.video.VideoReaderTest;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.memory.MemoryStore;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.Stores;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index that is kept of a video. */
class VideoIndexTest {
    private static final int COUNT = 200;
    private static final int HEAD_BYTES = 38;

    private final Objects objects = new Objects();

    /** Files of which an index is kept. */
    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>(Frames.ofEveryKind(COUNT));
        files.keySet().removeIf(kind -> kind.startsWith("avi") || kind.startsWith("ts"));
        files.put("mp4 hevc", FfmpegProgram.resource("/golden/hevc.mp4"));
        return files;
    }

    private VideoReader reader(RecordStore records) {
        return VideoReader.open(objects::open, Limits.DEFAULT, records, 0);
    }

    @Test
    void leadsEveryLaterReaderToTheSameFramesWithoutReadingTheHead() throws IOException {
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            RecordStore records = new MemoryStore().records();
            ObjectRef ref = objects.versioned(file.getValue());
            int count = file.getKey().endsWith("hevc") ? 50 : COUNT;
            try (VideoReader first = reader(records)) {
                assertThat(numberAt(first, ref, 400_600)).isEqualTo(10);
            }
            Random random = new Random(2);
            for (int i = 0; i < 6; i++) {
                int wanted = i == 0 ? count - 1 : random.nextInt(count);
                objects.open(ref).forget();
                try (VideoReader later = reader(records)) {
                    assertThat(numberAt(later, ref, wanted * 40_000L + 600))
                            .as("%s, frame %d", file.getKey(), wanted)
                            .isEqualTo(wanted);
                    // A group begins each second; the largest one is the first of some codecs.
                    assertThat(objects.open(ref).bytesRead())
                            .as("%s, frame %d", file.getKey(), wanted)
                            .isLessThan(file.getValue().length / 2);
                    assertThat(objects.open(ref).reads()).as(file.getKey()).isLessThanOrEqualTo(3);
                    objects.open(ref).forget();
                    VideoHeader header = later.header(ref);
                    assertThat(objects.open(ref).reads()).isZero();
                    VideoHeader probed = new VideoProbe(Limits.DEFAULT).probe(objects.open(ref));
                    assertThat(header).as(file.getKey()).isEqualTo(probed);
                }
            }
        }
    }

    /** 20 s, a key frame every 2 s, and audio. */
    private static byte[] noise() {
        return FfmpegProgram.make(
                new byte[0],
                "noise.mp4",
                "-f lavfi -i nullsrc=s=160x96:r=25:d=20,geq=random(1)*255:128:128 -f lavfi -i sine=d=20 -c:v mpeg4 -b:v 2M -g 50 -bf 2 -sc_threshold 1000000000 -c:a aac");
    }

    @Test
    void readsOneGroupOfImagesForAFrame() throws IOException {
        byte[] file = noise();
        ObjectRef ref = objects.versioned(file);
        RecordStore records = new MemoryStore().records();
        try (VideoReader first = reader(records)) {
            assertThat(width(first, ref, 1)).isEqualTo(160);
        }
        int group = file.length / 10;
        for (int second : new int[] {0, 1, 11, 17, 19}) {
            objects.open(ref).forget();
            try (VideoReader later = reader(records)) {
                assertThat(width(later, ref, second * 1_000_000L + 470_000)).isEqualTo(160);
            }
            assertThat(objects.open(ref).bytesRead()).isLessThan(group * 3L / 2);
            assertThat(objects.open(ref).reads()).isEqualTo(1);
        }
    }

    @Test
    void outlivesTheProcessThatMadeIt(@TempDir Path folder) throws IOException {
        ObjectRef ref = objects.versioned(noise());
        try (ObjectStore store = Stores.open(folder.toUri());
                VideoReader first = reader(store.records())) {
            assertThat(width(first, ref, 400_600)).isEqualTo(160);
        }
        objects.open(ref).forget();
        try (ObjectStore store = Stores.open(folder.toUri());
                VideoReader later = reader(store.records())) {
            assertThat(width(later, ref, 11_000_600)).isEqualTo(160);
        }
        assertThat(objects.open(ref).reads()).isEqualTo(1);
    }

    @Test
    void isNotKeptOfWhatMayChangeNorOfWhatIsShort() throws IOException {
        MemoryStore store = new MemoryStore();
        try (VideoReader reader = reader(store.records())) {
            assertThat(numberAt(reader, objects.ref(Frames.mp4(COUNT)), 400_600)).isEqualTo(10);
        }
        try (VideoReader reader =
                VideoReader.open(objects::open, Limits.DEFAULT, store.records())) {
            ObjectRef ref = objects.versioned(Frames.mp4(COUNT));
            assertThat(numberAt(reader, ref, 400_600)).isEqualTo(10);
        }
        try (Stream<ContentId> keys = store.records().keys(VideoIndexes.SPACE)) {
            assertThat(keys).isEmpty();
        }
    }

    @Test
    void isReadFromTheVideoWhereTheRecordIsDamaged() throws IOException {
        for (String kind : List.of("mp4 h264", "mkv h264")) {
            ObjectRef ref = objects.versioned(files().get(kind));
            byte[] intact = record(ref);
            Random random = new Random(3);
            for (int i = 0; i < 40; i++) {
                byte[] damaged =
                        Arrays.copyOf(
                                intact, i % 4 == 0 ? random.nextInt(intact.length) : intact.length);
                for (int flips = 0; flips < 1 + i % 3 && damaged.length > 0; flips++) {
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                }
                expectFrameWith(ref, damaged);
            }
            expectFrameWith(ref, new byte[0]);
        }
    }

    @Test
    void isReadFromTheVideoWhereTheRecordSaysNonsenseWithARightDigest() throws IOException {
        ObjectRef ref = objects.versioned(files().get("mp4 h264"));
        byte[] body = body(record(ref));
        expectFrameWith(ref, withHead(body));
        Random random = new Random(4);
        // In front of the ranges, which are bytes of a video and as hostile as any.
        for (int i = 0; i < 60; i++) {
            byte[] mutant = body.clone();
            mutant[8 + random.nextInt(60)] ^= (byte) (1 << random.nextInt(8));
            try (VideoReader reader = reader(holding(ref, withHead(mutant)))) {
                int number = numberAt(reader, ref, 4_000_600);
                assertThat(number).isBetween(0, COUNT - 1);
            } catch (MediaException e) {
                assertThat(e.code()).isNotNull();
            }
        }
        byte[] longer = Arrays.copyOf(body, body.length + 1);
        expectFrameWith(ref, withHead(longer));
        expectFrameWith(ref, withHead(new byte[0]));
        // Of another video: the size tells.
        ByteBuffer.wrap(body).putLong(0, 12345);
        expectFrameWith(ref, withHead(body));
    }

    private void expectFrameWith(ObjectRef ref, byte[] record) throws IOException {
        try (VideoReader reader = reader(holding(ref, record))) {
            assertThat(numberAt(reader, ref, 4_000_600)).isEqualTo(100);
        }
    }

    private static RecordStore holding(ObjectRef ref, byte[] record) throws IOException {
        RecordStore records = new MemoryStore().records();
        records.putIfAbsent(VideoIndexes.SPACE, VideoIndexes.key(ref, 0), record);
        return records;
    }

    private byte[] record(ObjectRef ref) throws IOException {
        RecordStore records = new MemoryStore().records();
        try (VideoReader first = reader(records)) {
            assertThat(numberAt(first, ref, 400_600)).isEqualTo(10);
        }
        return records.get(VideoIndexes.SPACE, VideoIndexes.key(ref, 0)).orElseThrow();
    }

    private static byte[] body(byte[] record) throws IOException {
        int length = ByteBuffer.wrap(record).getInt(2);
        return VideoIndexCodec.inflate(
                Arrays.copyOfRange(record, HEAD_BYTES, record.length), length);
    }

    private static byte[] withHead(byte[] body) {
        return VideoIndexes.withHead(VideoIndexes.deflate(body), 1, body);
    }

    @Test
    void takesAsManyRecordsAsItNeedsUpToEight() throws IOException {
        byte[] noise = new byte[3 << 20];
        new Random(5).nextBytes(noise);
        ObjectRef ref = objects.versioned(new byte[1]);
        MemoryStore store = new MemoryStore();
        VideoIndex index = index(1L << 40, noise);
        new VideoIndexes(Optional.of(store.records()), 0).put(ref, index);
        try (Stream<ContentId> keys = store.records().keys(VideoIndexes.SPACE)) {
            assertThat(keys).hasSize(4);
        }
        VideoIndexes later = new VideoIndexes(Optional.of(store.records()), 0);
        VideoIndex read = later.get(ref, 1L << 40).orElseThrow();
        assertThat(read.known().bytes().at(100, noise.length)).isEqualTo(noise);
        assertThat(later.get(ref, 1)).isEmpty();

        byte[] more = new byte[9 << 20];
        new Random(6).nextBytes(more);
        MemoryStore empty = new MemoryStore();
        new VideoIndexes(Optional.of(empty.records()), 0).put(ref, index(1L << 40, more));
        try (Stream<ContentId> keys = empty.records().keys(VideoIndexes.SPACE)) {
            assertThat(keys).isEmpty();
        }
    }

    @Test
    void hasTheBytesOfVersionOne() throws IOException {
        VideoIndex index = index(5_000_000, "moov".getBytes(StandardCharsets.US_ASCII));
        byte[] bytes = VideoIndexCodec.encode(index);
        String golden =
                new String(
                                FfmpegProgram.resource("/golden/video-index-v1.txt"),
                                StandardCharsets.US_ASCII)
                        .strip();
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(golden);
        VideoIndex read = VideoIndexCodec.decode(bytes);
        assertThat(read.header()).isEqualTo(index.header());
        assertThat(read.stream()).isEqualTo(index.stream());
        assertThat(read.sizeBytes()).isEqualTo(index.sizeBytes());
        assertThat(read.known().format()).isEqualTo(BuiltInContainer.MP4);
        assertThat(read.known().startMicros()).isEqualTo(40_000);
        assertThat(read.known().duration()).isEqualTo(8.0);
        assertThat(read.known().bytes().at(100, 9))
                .isEqualTo("moov".getBytes(StandardCharsets.US_ASCII));
    }

    private static VideoIndex index(long sizeBytes, byte[] head) {
        KnownBytes.Recorder recorder = new KnownBytes.Recorder(VideoIndex.MAX_BYTES);
        recorder.add(100, head);
        List<Integer> values = IntStream.range(0, StreamFacts.VALUES).boxed().toList();
        return new VideoIndex(
                sizeBytes,
                new VideoHeader("video/mp4", 160, 96, 25.0, 8.0, "h264", 1, false),
                new StreamFacts(1, 27, 42, values),
                new Container.Known(BuiltInContainer.MP4, recorder.bytes(), 40_000, 8.0));
    }

    private static int width(VideoReader reader, ObjectRef ref, long micros) throws IOException {
        return reader.frameAt(ref, micros, (frame, at, turns) -> frame.width());
    }

    private static int numberAt(VideoReader reader, ObjectRef ref, long micros) throws IOException {
        return reader.frameAt(ref, micros, (frame, at, turns) -> VideoReaderTest.number(frame));
    }
}
