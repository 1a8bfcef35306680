// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ObjectPlace;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.s3.S3BucketProvider;
import io.multimodal.store.s3.TestServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies by S3Proxy, whose requests are recorded, and some of whose answers are changed. */
@SuppressWarnings("FutureReturnValueIgnored") // the proxy hands it on
class ServerCopyTest {
    private static final int PART_BYTES = 5 << 20;

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private S3Requests real;
    private S3Requests recorded;
    private S3Requests.Copied told;
    private int failingPart;

    private void open(String client) throws Exception {
        S3Location location = S3Location.parse(TestServer.S3PROXY.store("copies", client));
        real = S3BucketProvider.requests(location);
        recorded =
                (S3Requests)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {S3Requests.class},
                                (proxy, method, arguments) -> {
                                    requests.add(method.getName());
                                    return answer(method, arguments);
                                });
    }

    private Object answer(java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("copy") && told != null) {
            return CompletableFuture.completedFuture(told);
        } else if (method.getName().equals("copyPart") && arguments[5].equals(failingPart)) {
            return CompletableFuture.failedFuture(new S3Failure(403, "", "no", null));
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private ObjectPlace put(byte[] content) {
        real.put("copies/from", content, Map.of()).join();
        String etag = real.head("copies/from").join().etag().orElseThrow();
        return new ObjectPlace("", "media/copies/from", content.length, etag);
    }

    private boolean copy(ObjectPlace from, byte[] sha256) {
        ServerCopy.Sender sender =
                new ServerCopy.Sender() {
                    @Override
                    public <T> CompletableFuture<T> send(
                            Duration longer, IntFunction<CompletableFuture<T>> request) {
                        return request.apply(1);
                    }
                };
        return new ServerCopy(recorded, sender, from, "copies/to", PART_BYTES).run(sha256).join();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "minio"})
    void copiesALongObjectRangeByRange(String client) throws Exception {
        open(client);
        byte[] content = random(2 * PART_BYTES + 17);

        assertThat(copy(put(content), BlobPuts.sha256(content))).isTrue();

        assertThat(requests)
                .containsExactly(
                        "beginUpload", "copyPart", "copyPart", "copyPart", "completeUpload");
        assertThat(real.get("copies/to", 0, content.length, Map.of()).join().bytes())
                .isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "minio"})
    void leavesNothingOfACopyThatFails(String client) throws Exception {
        open(client);
        byte[] content = random(2 * PART_BYTES + 18);
        ObjectPlace from = put(content);
        failingPart = 2;

        assertThatThrownBy(() -> copy(from, BlobPuts.sha256(content)))
                .hasCauseInstanceOf(S3Failure.class);

        assertThat(requests).endsWith("copyPart", "abortUpload");
        assertThat(Collections.frequency(List.copyOf(requests), "completeUpload")).isZero();
    }

    /** A checksum is compared where there is one, else the ETag unless it depends on parts. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "RIGHT, other,   true",
                "wrong, SAME,    false",
                "-,     SAME,    true",
                "-,     other,   false",
                "-,     other-2, true",
            })
    void takesNoOtherObjectForACopy(String sha256, String etag, boolean isCopy) throws Exception {
        open("aws");
        byte[] content = random(100);
        ObjectPlace from = put(content);
        String right = Checksums.base64(BlobPuts.sha256(content));
        told =
                new S3Requests.Copied(
                        etag.replace("SAME", from.etag()),
                        Optional.ofNullable(sha256).map(sum -> sum.replace("RIGHT", right)));

        assertThat(copy(from, BlobPuts.sha256(content))).isEqualTo(isCopy);
        assertThat(requests)
                .containsExactlyElementsOf(isCopy ? List.of("copy") : List.of("copy", "delete"));
    }
}
