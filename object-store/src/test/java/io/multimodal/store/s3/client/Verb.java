// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.bucket.spi.BlobClient;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a store asks of a bucket, with the right answer to it. */
public enum Verb {
    PUT("PUT /media/%sobject") {
        @Override
        public Object run(Bucket bucket, String key) throws Exception {
            return BlobPuts.await(bucket.put(key, SMALL, BlobPuts.sha256(SMALL), false), key);
        }

        @Override
        public void check(Object answer, Bucket truth, String key) {
            assertThat(read(truth, key, SMALL.length)).isEqualTo(SMALL);
        }
    },
    PUT_IF_ABSENT("PUT /media/%sobject") {
        @Override
        public Object run(Bucket bucket, String key) throws Exception {
            return BlobPuts.await(bucket.put(key, SMALL, BlobPuts.sha256(SMALL), true), key);
        }

        @Override
        public void check(Object answer, Bucket truth, String key) {
            // A server that says that it was there is believed here; the store looks at its size.
            if (answer == BlobClient.Put.WRITTEN) {
                assertThat(read(truth, key, SMALL.length)).isEqualTo(SMALL);
            }
        }
    },
    BEGIN_UPLOAD("POST /media/%sobject[?]uploads"),
    UPLOAD_PART("PUT /media/%sobject[?].*partNumber=2"),
    COMPLETE_UPLOAD("POST /media/%sobject[?]uploadId"),
    GET("GET /media/%sobject") {
        @Override
        public Object run(Bucket bucket, String key) throws Exception {
            return bucket.get(key, 0, SMALL.length).orElseThrow().bytes();
        }

        @Override
        public void check(Object answer, Bucket truth, String key) {
            assertThat((byte[]) answer).isEqualTo(SMALL);
        }
    },
    GET_RANGE("GET /media/%sobject") {
        @Override
        public Object run(Bucket bucket, String key) throws Exception {
            return bucket.get(key, 1000, 500).orElseThrow().bytes();
        }

        @Override
        public void check(Object answer, Bucket truth, String key) {
            assertThat((byte[]) answer).isEqualTo(Arrays.copyOfRange(SMALL, 1000, 1500));
        }
    },
    HEAD("HEAD /media/%sobject") {
        @Override
        public Object run(Bucket bucket, String key) throws Exception {
            return bucket.size(key);
        }

        @Override
        public void check(Object answer, Bucket truth, String key) {
            assertThat(answer).isEqualTo(OptionalLong.of(SMALL.length));
        }
    },
    LIST("GET /media/?[?].*prefix=%s") {
        @Override
        public Object run(Bucket bucket, String key) throws Exception {
            try {
                Iterable<BlobClient.Item> items =
                        () -> bucket.list(key.substring(0, key.lastIndexOf('/') + 1));
                return StreamSupport.stream(items.spliterator(), false).toList();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        @Override
        public void check(Object answer, Bucket truth, String key) {
            assertThat((List<?>) answer)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            BlobClient.Item.class,
                            item -> {
                                assertThat(item.key()).isEqualTo(key);
                                assertThat(item.sizeBytes()).isEqualTo(SMALL.length);
                            });
        }
    },
    DELETE("DELETE /media/%sobject") {
        @Override
        public Object run(Bucket bucket, String key) throws Exception {
            bucket.delete(key);
            return true;
        }

        @Override
        public void check(Object answer, Bucket truth, String key) throws Exception {
            assertThat(truth.size(key)).isEmpty();
        }
    };

    private static final byte[] SMALL = random(3000);
    private static final byte[] LARGE = random(Upload.PART_BYTES + 5000);

    private final String requestLine;

    Verb(String requestLine) {
        this.requestLine = requestLine;
    }

    /** An upload in parts, unless the verb does another thing. */
    public Object run(Bucket bucket, String key) throws Exception {
        Path file = Files.createTempFile("upload", ".test");
        try {
            Files.write(file, LARGE);
            BlobPuts.await(bucket.upload(key, file), key);
            return true;
        } finally {
            Files.delete(file);
        }
    }

    /** Whether this is the right answer, and what it says was done is done. */
    public void check(Object answer, Bucket truth, String key) throws Exception {
        assertThat(Arrays.equals(read(truth, key, LARGE.length), LARGE)).isTrue();
    }

    /** What is there before. */
    public void prepare(Bucket truth, String key) throws Exception {
        if (Stream.of(GET, GET_RANGE, HEAD, LIST, DELETE).anyMatch(this::equals)) {
            BlobPuts.await(truth.put(key, SMALL, BlobPuts.sha256(SMALL), false), key);
        }
    }

    /** Matches the first lines of the requests that this verb sends about a prefix. */
    public String requests(String prefix) {
        String asSent = this == LIST ? prefix.replace("/", "(/|%2F)") : prefix;
        return requestLine.replace("%s", asSent);
    }

    public boolean sendsLarge() {
        return Stream.of(BEGIN_UPLOAD, UPLOAD_PART, COMPLETE_UPLOAD).anyMatch(this::equals);
    }

    private static byte[] read(Bucket truth, String key, int length) {
        try {
            return truth.get(key, 0, length).orElseThrow().bytes();
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
