// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.store;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.runtime.Stores;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What does a store in a bucket cost beside the AWS SDK alone, and what do packs gain? Both use the
 * same server, which runs in this process and keeps objects in memory; it is measured with them.
 * The argument is the number of rounds, 7 if not given.
 */
public final class BucketBenchmark {
    private static final String BUCKET = "bench";
    private static final int SMALL_BYTES = 4096;
    private static final int PART_BYTES = 8 << 20;
    private static final int THREADS = 16;
    private static final int IN_FLIGHT = 512;

    private final S3AsyncClient sdk;
    private final ObjectStore store;
    private final int rounds;
    private final SplittableRandom random = new SplittableRandom(1);
    private final ExecutorService callers =
            Executors.newFixedThreadPool(
                    THREADS,
                    task -> {
                        Thread thread = new Thread(task, "caller");
                        thread.setDaemon(true);
                        return thread;
                    });

    private BucketBenchmark(S3AsyncClient sdk, ObjectStore store, int rounds) {
        this.sdk = sdk;
        this.store = store;
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 7;
        try (BucketServer server = BucketServer.start(BUCKET);
                S3AsyncClient sdk = server.sdk();
                ObjectStore store = Stores.open(server.store("/store"))) {
            BucketBenchmark benchmark = new BucketBenchmark(sdk, store, rounds);
            benchmark.large(1 << 20, 48);
            benchmark.large(8 << 20, 8);
            benchmark.large(48 << 20, 2);
            benchmark.small();
        }
    }

    /** Puts and gets, four in flight. */
    private void large(int size, int count) throws Exception {
        String of = " of " + (size >> 20) + " MiB";
        double mib = size / 1048576.0 * count;
        List<StoredRef> refs = new ArrayList<>();
        Rounds.Side put =
                round -> {
                    List<byte[]> contents = contents(size, count);
                    clear("store/objects/");
                    refs.clear();
                    return new Rounds.Work(
                            mib,
                            () ->
                                    windowed(4, count, i -> put(contents.get(i)))
                                            .forEach(ref -> refs.add((StoredRef) ref)));
                };
        String parts = size > PART_BYTES ? " in parts" : "";
        for (boolean sha256 : new boolean[] {false, true}) {
            new Rounds("put" + of, "SDK" + parts + (sha256 ? " with SHA-256" : ""), "MiB")
                    .run(
                            2,
                            rounds,
                            round -> {
                                List<byte[]> contents = contents(size, count);
                                clear("bare/");
                                return new Rounds.Work(
                                        mib,
                                        () ->
                                                windowed(
                                                        4,
                                                        count,
                                                        i -> putBare(i, contents.get(i), sha256)));
                            },
                            put);
        }
        Rounds.Side get =
                round ->
                        new Rounds.Work(
                                mib, () -> byThreads(4, count, i -> get(refs.get(i)).length));
        new Rounds("verified get" + of, "SDK", "MiB")
                .run(
                        2,
                        rounds,
                        round ->
                                new Rounds.Work(
                                        mib, () -> byThreads(4, count, i -> getBare(i).length)),
                        get);
        new Rounds("verified get" + of, "SDK and SHA-256", "MiB")
                .run(
                        2,
                        rounds,
                        round ->
                                new Rounds.Work(
                                        mib,
                                        () -> byThreads(4, count, i -> ContentId.hash(getBare(i)))),
                        get);
        clear("bare/");
        clear("store/objects/");
    }

    private void small() throws Exception {
        int bareCount = 800;
        int count = 16_000;
        List<StoredRef> refs = new ArrayList<>();
        Rounds.Side bare =
                round -> {
                    List<byte[]> contents = contents(SMALL_BYTES, bareCount);
                    return new Rounds.Work(
                            bareCount,
                            () ->
                                    byThreads(
                                            THREADS,
                                            bareCount,
                                            i -> putBare(i, contents.get(i), false).join()));
                };
        new Rounds("4 KiB put, 512 in flight", "SDK by 16 threads", "puts")
                .run(
                        2,
                        rounds,
                        bare,
                        round -> {
                            List<byte[]> contents = contents(SMALL_BYTES, count);
                            refs.clear();
                            return new Rounds.Work(
                                    count,
                                    () ->
                                            windowed(IN_FLIGHT, count, i -> put(contents.get(i)))
                                                    .forEach(ref -> refs.add((StoredRef) ref)));
                        });
        new Rounds("4 KiB put by 16 threads", "SDK by 16 threads", "puts")
                .run(
                        2,
                        rounds,
                        bare,
                        round -> {
                            List<byte[]> contents = contents(SMALL_BYTES, 4000);
                            return new Rounds.Work(
                                    4000,
                                    () ->
                                            byThreads(
                                                    THREADS,
                                                    4000,
                                                    i -> put(contents.get(i)).join()));
                        });
        new Rounds("4 KiB verified get by 16 threads", "SDK by 16 threads", "gets")
                .run(
                        2,
                        rounds,
                        round ->
                                new Rounds.Work(
                                        bareCount,
                                        () ->
                                                byThreads(
                                                        THREADS,
                                                        bareCount,
                                                        i -> getBare(i).length)),
                        round ->
                                new Rounds.Work(
                                        bareCount,
                                        () ->
                                                byThreads(
                                                        THREADS,
                                                        bareCount,
                                                        i -> get(refs.get(20 * i)).length)));
    }

    private CompletableFuture<ObjectRef> put(byte[] content) {
        return store.put(Payload.of(content)).toCompletableFuture();
    }

    private byte[] get(StoredRef ref) throws StoreException {
        return store.open(ref).read(0, (int) ref.length());
    }

    /**
     * @param sha256 whether the server gets a SHA-256 to check, as it does from the store, in place
     *     of a CRC32
     */
    private CompletableFuture<?> putBare(int number, byte[] content, boolean sha256) {
        String key = "bare/" + number;
        if (content.length > PART_BYTES) {
            return putInParts(key, content, sha256);
        }
        PutObjectRequest.Builder request = PutObjectRequest.builder().bucket(BUCKET).key(key);
        if (sha256) {
            request.checksumSHA256(checksum(content));
        }
        return sdk.putObject(request.build(), AsyncRequestBody.fromBytesUnsafe(content));
    }

    private CompletableFuture<?> putInParts(String key, byte[] content, boolean sha256) {
        ChecksumAlgorithm algorithm = sha256 ? ChecksumAlgorithm.SHA256 : ChecksumAlgorithm.CRC32;
        return sdk.createMultipartUpload(
                        begin -> begin.bucket(BUCKET).key(key).checksumAlgorithm(algorithm))
                .thenCompose(
                        begun -> {
                            List<CompletableFuture<CompletedPart>> parts = new ArrayList<>();
                            for (int at = 0; at < content.length; at += PART_BYTES) {
                                byte[] part =
                                        Arrays.copyOfRange(
                                                content,
                                                at,
                                                Math.min(content.length, at + PART_BYTES));
                                parts.add(
                                        putPart(
                                                key,
                                                begun.uploadId(),
                                                parts.size() + 1,
                                                part,
                                                sha256 ? checksum(part) : null));
                            }
                            return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                                    .thenCompose(
                                            sent ->
                                                    complete(
                                                            key,
                                                            begun.uploadId(),
                                                            parts.stream()
                                                                    .map(CompletableFuture::join)
                                                                    .toList()));
                        });
    }

    private CompletableFuture<CompletedPart> putPart(
            String key, String upload, int number, byte[] content, String sha256) {
        return sdk.uploadPart(
                        part ->
                                part.bucket(BUCKET)
                                        .key(key)
                                        .uploadId(upload)
                                        .partNumber(number)
                                        .checksumSHA256(sha256),
                        AsyncRequestBody.fromBytesUnsafe(content))
                .thenApply(
                        sent ->
                                CompletedPart.builder()
                                        .partNumber(number)
                                        .eTag(sent.eTag())
                                        .checksumSHA256(sent.checksumSHA256())
                                        .checksumCRC32(sent.checksumCRC32())
                                        .build());
    }

    private CompletableFuture<?> complete(String key, String upload, List<CompletedPart> parts) {
        return sdk.completeMultipartUpload(
                end ->
                        end.bucket(BUCKET)
                                .key(key)
                                .uploadId(upload)
                                .multipartUpload(all -> all.parts(parts)));
    }

    private static String checksum(byte[] content) {
        return Base64.getEncoder().encodeToString(ContentId.hash(content).digest());
    }

    private byte[] getBare(int number) {
        return sdk.getObject(
                        request -> request.bucket(BUCKET).key("bare/" + number),
                        AsyncResponseTransformer.toBytes())
                .join()
                .asByteArrayUnsafe();
    }

    private void clear(String prefix) {
        List<S3Object> page;
        do {
            page =
                    sdk.listObjectsV2(request -> request.bucket(BUCKET).prefix(prefix))
                            .join()
                            .contents();
            for (S3Object object : page) {
                sdk.deleteObject(request -> request.bucket(BUCKET).key(object.key())).join();
            }
        } while (!page.isEmpty());
    }

    /** Starts so many, never more of them under way than the window holds. */
    private static List<Object> windowed(int window, int count, Start start) {
        List<Object> done = new ArrayList<>();
        Deque<CompletionStage<?>> underWay = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            underWay.add(start.at(i));
            if (underWay.size() == window) {
                done.add(underWay.remove().toCompletableFuture().join());
            }
        }
        underWay.forEach(stage -> done.add(stage.toCompletableFuture().join()));
        return done;
    }

    private void byThreads(int threads, int count, Work work) throws Exception {
        List<Callable<Void>> parts = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int first = t;
            parts.add(
                    () -> {
                        for (int i = first; i < count; i += threads) {
                            work.at(i);
                        }
                        return null;
                    });
        }
        for (Future<Void> part : callers.invokeAll(parts)) {
            part.get();
        }
    }

    /** Never the same ones: the store would know them. */
    private List<byte[]> contents(int size, int count) {
        List<byte[]> contents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            contents.add(bytes);
        }
        return contents;
    }

    private interface Start {
        CompletionStage<?> at(int number);
    }

    private interface Work {
        Object at(int number) throws Exception;
    }
}
