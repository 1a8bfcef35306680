// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.error.RefusedException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3LocationTest {
    @ParameterizedTest
    @CsvSource({
        "endpoint=, 'endpoint'",
        "region=, 'region'",
        "region=%20, 'region'",
        "path-style=, 'path-style'",
        "client=, 'client'",
        "timeout=, 'timeout'",
        "endpoint=http://h&region=, 'region'",
        "endpoint=::::, ::::",
        "endpoint=h:9000, h:9000",
        "endpoint=ftp://h, ftp://h",
        "region=a%20b, a b",
        "region=a&region=b, twice",
        "path-style=yes, yes",
        "client=gcs, gcs",
        "timeout=0s, 0s",
        "timeout=5, 5",
        "Region=a, Region",
        "region, region",
        "=a, no option ''"
    })
    void saysWhichOptionIsWrong(String query, String named) {
        assertThatThrownBy(() -> S3Location.parse(URI.create("s3://bucket/p?" + query)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource({
        "b, 'not 1 as in s3://b'",
        "0123456789012345678901234567890123456789012345678901234567890123, not 64"
    })
    void saysThatTheNameOfABucketHasTheWrongLength(String bucket, String said) {
        assertThatThrownBy(() -> S3Location.parse(URI.create("s3://" + bucket + "/p")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("has 2 to 63 characters, " + said);
    }

    @Test
    void takesEachOption() throws RefusedException {
        S3Location location =
                S3Location.parse(
                        URI.create(
                                "s3://bucket/p?endpoint=http://h:9000&region=eu-west-1"
                                        + "&path-style=false&client=minio&timeout=90s"));
        assertThat(location.endpoint()).contains(URI.create("http://h:9000"));
        assertThat(location.region()).contains("eu-west-1");
        assertThat(location.pathStyle()).isFalse();
        assertThat(location.client()).isEqualTo("minio");
        assertThat(location.patience().call()).hasSeconds(90);
        assertThat(S3Location.parse(URI.create("s3://bucket?")).pathStyle()).isFalse();
    }
}
