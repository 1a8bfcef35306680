// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.ObjectChangedException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.external.ExternalObjects;
import io.multimodal.store.external.ReferredObject;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.testkit.ExternalSourceContract;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpExternalTest extends ExternalSourceContract {
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        server = new WebServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected String prefix() {
        return server.uri("/media/");
    }

    @Override
    protected String place(String name, byte[] bytes) {
        server.resources.put("/media/" + name, bytes);
        return prefix() + name;
    }

    @Test
    void asksForRangesOnly() throws Exception {
        String uri = place("x", random(100));
        try (ExternalObjects objects = objects()) {
            objects.open(objects.refer(uri)).read(10, 20);
        }
        assertThat(server.requests)
                .containsExactly("GET /media/x bytes=0-0", "GET /media/x bytes=10-29");
    }

    @Test
    void followsRedirectionsUnderThePrefixes() throws Exception {
        String uri = place("real", random(100));
        server.redirects.put("/media/a", "/media/b");
        server.redirects.put("/media/b", uri);
        try (ExternalObjects objects = objects()) {
            ExternalRef ref = objects.refer(server.uri("/media/a"));
            assertThat(ref.uri()).isEqualTo(server.uri("/media/a"));
            assertThat(objects.open(ref).read(0, 100)).isEqualTo(random(100));
        }
    }

    @Test
    void followsNoRedirectionOutOfThePrefixes() throws Exception {
        server.resources.put("/secret", new byte[10]);
        try (ExternalObjects objects = objects()) {
            for (String target :
                    List.of(
                            server.uri("/secret"),
                            "/secret",
                            "/media/../secret",
                            "/media/%2e%2e/secret",
                            "//169.254.169.254/latest/meta-data",
                            "http://2130706433/x",
                            "file:///etc/passwd",
                            "s3://bucket/media/x",
                            "http://evil.net/?token=s3cr3t",
                            "",
                            "http://[")) {
                server.redirects.put("/media/r", target);
                server.requests.clear();
                assertThatThrownBy(() -> objects.refer(server.uri("/media/r")))
                        .as(target)
                        .isInstanceOf(RefusedException.class)
                        .hasMessageNotContaining("s3cr3t");
                assertThat(server.requests)
                        .as(target)
                        .allMatch(request -> request.startsWith("GET /media/r "));
            }
        }
    }

    @Test
    void stopsFollowingRedirectionsThatGoOn() throws Exception {
        server.redirects.put("/media/loop", "/media/loop");
        try (ExternalObjects objects = objects()) {
            assertThatThrownBy(() -> objects.refer(server.uri("/media/loop")))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("more than 5");
        }
        assertThat(server.requests).hasSize(6);
    }

    @Test
    void readsFromAServerThatGivesNoRanges() throws Exception {
        server.ranges = false;
        byte[] bytes = random(300_000);
        String uri = place("whole", bytes);
        try (ExternalObjects objects = objects()) {
            ObjectHandle handle = objects.open(objects.refer(uri));
            assertThat(handle.read(0, bytes.length)).isEqualTo(bytes);
            assertThat(handle.read(299_000, 1000))
                    .isEqualTo(Arrays.copyOfRange(bytes, 299_000, 300_000));
            assertThat(handle.stream().readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void takesTimeAndSizeWhereThereIsNoETag() throws Exception {
        server.etags = false;
        server.dates = true;
        String uri = place("dated", random(1000));
        try (ExternalObjects objects = objects()) {
            ExternalRef member = objects.refer(uri, 10, 20);
            assertThat(member.validator())
                    .hasValue("bytes=1000;modified=Sat, 21 Nov 2020 10:00:00 GMT");
            assertThat(objects.open(member).read(0, 20)).hasSize(20);
            place("dated", random(1001));
            assertThatThrownBy(() -> objects.open(member).read(0, 20))
                    .isInstanceOf(ObjectChangedException.class)
                    .hasMessageContaining("bytes=1001;")
                    .hasMessageContaining("bytes=1000;");
        }
    }

    @Test
    void comparesTheSizeWhereThereIsNoVersion() throws Exception {
        server.etags = false;
        String uri = place("bare", random(1000));
        try (ExternalObjects objects = objects()) {
            ExternalRef ref = objects.refer(uri);
            assertThat(ref.validator()).isEmpty();
            ExternalRef versioned =
                    new ExternalRef(uri, 0, OptionalLong.of(1000), Optional.of("\"v1\""));
            assertThatThrownBy(() -> objects.open(versioned).read(0, 1))
                    .isInstanceOf(ObjectChangedException.class)
                    .hasMessageContaining("no version")
                    .hasMessageContaining("\"v1\"");
            place("bare", random(999));
            assertThatThrownBy(() -> objects.open(ref).read(0, 1))
                    .isInstanceOf(ObjectChangedException.class);
        }
    }

    @Test
    void putsNoPartsTogetherThatAWeakETagOrNoneVouchesFor() throws Exception {
        byte[] older = random(9_000_000);
        byte[] newer = new byte[9_000_000];
        for (String etag : new String[] {"W/\"a\"", "no ETag"}) {
            server.etag = etag;
            String uri = place("weak", older);
            try (ExternalObjects objects = objects()) {
                ExternalRef ref = objects.refer(uri);
                ReferredObject referred = objects.refer(uri, 4096);
                ObjectHandle handle = objects.open(ref);
                assertThat(handle.read(0, 10)).isEqualTo(Arrays.copyOf(older, 10));
                place("weak", newer);
                assertThat(handle.read(0, older.length)).isEqualTo(older);
                assertThat(referred.object().read(0, newer.length)).isEqualTo(newer);
                assertThat(referred.object().stream().readAllBytes()).isEqualTo(newer);
                assertThat(ref.namesBytes()).isFalse();
            }
        }
    }

    @Test
    void takesAnETagThatAnotherSystemWroteWithoutQuotes() throws Exception {
        String uri = place("etag", random(10));
        try (ExternalObjects objects = objects()) {
            String etag = objects.refer(uri).validator().orElseThrow();
            ExternalRef bare =
                    new ExternalRef(
                            uri, 0, OptionalLong.of(10), Optional.of(etag.replace("\"", "")));
            assertThat(objects.open(bare).read(0, 10)).hasSize(10);
        }
    }

    @Test
    void triesAgainWhatMayGoBetterAndNothingElse() throws Exception {
        String uri = place("x", random(10));
        try (ExternalObjects objects = objects()) {
            for (int status : new int[] {503, 429}) {
                server.failureStatus = status;
                server.failures = 3;
                assertThat(objects.refer(uri).sizeBytes()).hasValue(10);
                server.failures = 4;
                assertThatThrownBy(() -> objects.refer(uri))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("HTTP " + status);
            }
            for (int status : new int[] {400, 401, 403, 405, 412}) {
                server.failureStatus = status;
                server.failures = 1;
                assertThatThrownBy(() -> objects.refer(uri))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("HTTP " + status);
                assertThat(server.failures).isZero();
            }
        }
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        try (ExternalObjects objects = ExternalObjects.under(List.of("http://127.0.0.1:9/"))) {
            assertThatThrownBy(() -> objects.refer("http://127.0.0.1:9/x"))
                    .isInstanceOf(StoreUnavailableException.class);
        }
    }

    private ExternalObjects objects() throws RefusedException {
        return ExternalObjects.under(List.of(prefix()));
    }
}
