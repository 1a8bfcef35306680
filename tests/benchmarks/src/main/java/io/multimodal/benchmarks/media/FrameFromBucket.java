// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import io.multimodal.benchmarks.store.BucketServer;
import io.multimodal.media.video.VideoReader;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.store.runtime.Stores;
import io.multimodal.types.config.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/**
 * Question: what does one frame of a long video in a bucket cost, against its group of images and
 * against reading the video? Stored objects come in verified segments of 256 KiB: what is fetched
 * is told beside what was wanted. The server runs in this process and is measured with it. Each
 * frame is taken by a reader and a store that were just opened, so that nothing is known but what
 * the bucket holds.
 */
final class FrameFromBucket {
    private static final String BUCKET = "bench";
    private static final int FRAMES = 20;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private final URI uri;
    private final String file;
    private final int videoSeconds;
    private final ServedBytes served;
    private final AtomicLong bytes = new AtomicLong();

    private FrameFromBucket(URI uri, String file, int videoSeconds, ServedBytes served) {
        this.uri = uri;
        this.file = file;
        this.served = served;
        this.videoSeconds = videoSeconds;
    }

    /** Measures and prints. */
    static void run(Path video, int videoSeconds) throws IOException {
        ServedBytes blobs = new ServedBytes(new TransientNio2BlobStore());
        try (BucketServer server = BucketServer.start(BUCKET, blobs)) {
            String file = "s3://%s/video.mp4".formatted(BUCKET);
            new FrameFromBucket(server.store("/store"), file, videoSeconds, blobs).run(video);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The bucket's server failed", e);
        }
    }

    private void run(Path video) throws IOException {
        StoredRef ref;
        try (ObjectStore store = Stores.open(uri)) {
            ref =
                    (StoredRef)
                            store.put((Payload) () -> Files.newInputStream(video))
                                    .toCompletableFuture()
                                    .join();
        }
        int groups = groups(ref);
        long group = ref.length() / groups;
        System.out.printf(
                "a frame of %d s of 720p H.264 in a bucket: %d bytes, %d groups of images, of %d bytes on average%n",
                videoSeconds, ref.length(), groups, group);
        double whole = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            try (ObjectStore store = Stores.open(uri)) {
                connect(store);
                long start = System.nanoTime();
                try (InputStream in = store.open(ref).stream()) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
                whole = Math.min(whole, (System.nanoTime() - start) / 1e6);
            }
        }
        System.out.printf("  reading the object: %.0f ms%n", whole);
        Taken first = take(ref, 1);
        print("the first open, which makes the index", first, group, whole);
        frames(ref, group, whole);
        System.out.println(
                "  the same frames of the same file beside the store, which has no verified segments:");
        ObjectRef external = external(video);
        Taken unused = take(external, 1);
        frames(external, group, whole);
    }

    private ObjectRef external(Path video) throws IOException {
        served.putFile(BUCKET, "video.mp4", video);
        try (StoreRuntime stores = StoreRuntime.acquire(config())) {
            return stores.refer(URI.create(file));
        }
    }

    private StoreConfig config() {
        String server = uri.getQuery();
        return StoreConfig.of(uri.toString())
                .withExternals(Map.of("bench", "s3://%s/?%s".formatted(BUCKET, server)));
    }

    private void frames(ObjectRef ref, long group, double whole) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        Taken all = new Taken(0, 0, 0, 0, 0, 0);
        long most = 0;
        for (int i = 0; i < FRAMES; i++) {
            Taken one = take(ref, random.nextLong(videoSeconds * 1_000_000L));
            all = all.and(one);
            most = Math.max(most, one.fetched());
        }
        String what = "%d frames, each by a new reader: on average".formatted(FRAMES);
        print(what, all.over(FRAMES), group, whole);
        System.out.printf(
                "  the most bytes served for one of them: %.2f groups%n", (double) most / group);
    }

    private int groups(StoredRef ref) throws IOException {
        try (StoreRuntime stores = StoreRuntime.acquire(StoreConfig.of(uri.toString()));
                VideoReader reader = VideoReader.open(stores::open, Limits.DEFAULT)) {
            return reader.keyFrames(ref).size();
        }
    }

    private static void print(String what, Taken taken, long group, double whole) {
        System.out.printf(
                "  %s: %.0f ms, %.0f of them of the decoder's processor (%.1f times as fast as reading the object), %d bytes wanted (%.2f groups), %d served in %d requests, the record among them (%.2f groups), record of %d bytes%n",
                what,
                taken.millis(),
                taken.cpuMillis(),
                whole / taken.millis(),
                taken.bytes(),
                (double) taken.bytes() / group,
                taken.fetched(),
                taken.reads(),
                (double) taken.fetched() / group,
                taken.record());
    }

    /** What one frame took. */
    private record Taken(
            double millis, double cpuMillis, long reads, long bytes, long fetched, long record) {
        Taken and(Taken other) {
            return new Taken(
                    millis + other.millis,
                    cpuMillis + other.cpuMillis,
                    reads + other.reads,
                    bytes + other.bytes,
                    fetched + other.fetched,
                    record + other.record);
        }

        Taken over(int count) {
            return new Taken(
                    millis / count,
                    cpuMillis / count,
                    reads / count,
                    bytes / count,
                    fetched / count,
                    record / count);
        }
    }

    private Taken take(ObjectRef ref, long micros) throws IOException {
        bytes.set(0);
        try (StoreRuntime stores = StoreRuntime.acquire(config())) {
            CountedRecords records = new CountedRecords(stores.main().records());
            connect(stores.main());
            served.forget();
            long cpuStart = CPU.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            try (VideoReader reader =
                    VideoReader.open(r -> counted(stores.open(r)), Limits.DEFAULT, records)) {
                int width = reader.frameAt(ref, micros, (frame, at, turns) -> frame.width());
                if (width != 1280) {
                    throw new IOException("The frame is %d pixels wide".formatted(width));
                }
            }
            double millis = (System.nanoTime() - start) / 1e6;
            double cpuMillis = (CPU.getCurrentThreadCpuTime() - cpuStart) / 1e6;
            return new Taken(
                    millis,
                    cpuMillis,
                    served.requests(),
                    bytes.get(),
                    served.bytes() - records.bytes(),
                    records.bytes());
        }
    }

    /** A client's first request takes many times as long as any other. */
    private static void connect(ObjectStore store) throws StoreException {
        if (store.records().get("none", ContentId.hash(new byte[0])).isPresent()) {
            throw new IllegalStateException("There is a record that nobody wrote");
        }
    }

    private ObjectHandle counted(ObjectHandle object) {
        return new ObjectHandle() {
            @Override
            public long sizeBytes() {
                return object.sizeBytes();
            }

            @Override
            public byte[] read(long offset, int length) throws StoreException {
                bytes.addAndGet(length);
                return object.read(offset, length);
            }

            @Override
            public InputStream stream() throws StoreException {
                return object.stream();
            }
        };
    }
}
