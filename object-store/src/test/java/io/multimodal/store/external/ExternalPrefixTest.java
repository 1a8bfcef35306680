// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.error.RefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URIs lie under which prefixes: compared part by part, never as text. */
class ExternalPrefixTest {
    @ParameterizedTest
    @CsvSource({
        "https://example.org/media/, https://example.org/media/cat.jpg",
        "https://example.org/media, https://example.org/media/a/b/c",
        "https://example.org/media, https://example.org/media",
        "https://example.org/media/, HTTPS://EXAMPLE.ORG:443/media/cat.jpg?size=2",
        "https://example.org:443/media/, https://example.org/media/x",
        "https://example.org, https://example.org/x",
        "https://example.org/me%64ia/, https://example.org/m%65dia/x",
        "http://127.0.0.1:8080/, http://127.0.0.1:8080/x",
        "http://[::1]/, http://[0:0:0:0:0:0:0:1]:80/x",
        "s3://bucket/path/, s3://bucket/path/key",
        "s3://bucket, S3://bucket/key",
        "s3://bucket/a?endpoint=http://127.0.0.1:9&region=r, s3://bucket/a/b",
        "file:///data/, file:/data/x",
        "file:///data, FILE:///data/%78",
        "file:///, file:///etc/hosts",
        "file:///my photos/, file:/my%20photos/x",
        "file:///cats#1?/, file:/cats%231%3F/x",
        "file:///my%20photos/, file:/my%20photos/x",
        "file:///Süden [100%] #1?/, file:/S%C3%BCden%20%5B100%25%5D%20%231%3F/x"
    })
    void contains(String prefix, String uri) throws RefusedException {
        assertThat(ExternalPrefix.parse(prefix).contains(ExternalUri.parse(uri))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/media/, https://example.org/media-evil/cat.jpg",
        "https://example.org/media/, https://example.org/Media/cat.jpg",
        "https://example.org/media/, https://example.org/",
        "https://example.org/media/, http://example.org/media/x",
        "https://example.org/media/, https://example.org:444/media/x",
        "https://example.org/media/, https://www.example.org/media/x",
        "https://example.org/media/, https://example.org.evil.net/media/x",
        "https://example.org/media/, https://example.org./media/x",
        "https://example.org/media/, https://example.com/media/x",
        "http://127.0.0.1/, http://127.0.0.2/x",
        "http://127.0.0.1/, http://localhost/x",
        "http://127.0.0.1/, http://[::1]/x",
        "http://example.org/, http://169.254.169.254/latest",
        "s3://bucket/path/, s3://bucket/path-evil/key",
        "s3://bucket/path/, s3://bucket/pat",
        "s3://bucket/, s3://bucket2/key",
        "s3://bucket/, s3://BUCKET/key",
        "s3://bucket/, https://bucket/key",
        "file:///data/, file:///database",
        "file:///data/, s3://data/x"
    })
    void doesNotContain(String prefix, String uri) throws RefusedException {
        assertThat(ExternalPrefix.parse(prefix).contains(ExternalUri.parse(uri))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/media/../secret",
                "https://example.org/media/%2e%2e/secret",
                "https://example.org/media/%2E./secret",
                "https://example.org/media/%252e%252e/secret",
                "https://example.org/media/..;x=1/secret",
                "https://example.org/media/./x",
                "https://example.org/media%2f..%2fsecret",
                "https://example.org/media%2Fx",
                "https://example.org/media%252Fx",
                "https://example.org/media%5cx",
                "https://example.org/media\\..\\secret",
                "https://example.org/media//x",
                "https://example.org/media/%00",
                "https://example.org/media/%0d%0aX:y",
                "https://example.org/media/%c0%ae%c0%ae/secret",
                "https://example.org/media/%zz",
                "https://example.org/media/x#fragment",
                "https://user@example.org/media/x",
                "https://user:s3cr3t@example.org/media/x",
                "https://@example.org/media/x",
                "https://example.org\\@evil.net/media/x",
                "https://example.org:99999/media/x",
                "https://example.org:0/media/x",
                "https:///media/x",
                "https:media/x",
                "http://2130706433/x",
                "http://0x7f000001/x",
                "http://0x7f.1/x",
                "http://127.1/x",
                "http://0177.0.0.1/x",
                "http://127.0.0.01/x",
                "http://127.0.0.1./x",
                "http://[::ffff:127.0.0.1]/x",
                "http://[fe80::1%25eth0]/x",
                "http://exämple.org/x",
                "file://host/data/x",
                "file://localhost/data/x",
                "file:data/x",
                "file:///data/../etc/passwd",
                "file:///data/%2e%2e/etc/passwd",
                "file:///data/x?y",
                "s3://bucket/a/../b",
                "s3://bucket/a?versionId=1",
                "s3://bucket:80/a",
                "s3:///a",
                "gopher://example.org/x",
                "jar:file:///data/x.jar!/y",
                "/data/x",
                "media/x",
                ""
            })
    void refusesWhatCouldMeanTwoPlaces(String uri) {
        assertThatThrownBy(() -> ExternalUri.parse(uri))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("Cannot use the URI of an external object: ")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void refusesPrefixesThatAreNone() {
        for (String prefix :
                List.of("", "media", "https://h/x?y=1", "https://u:s3cr3t@h/", "file:///a/../b")) {
            assertThatThrownBy(() -> ExternalPrefix.parse(prefix))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("external prefix")
                    .hasMessageNotContaining("s3cr3t");
        }
    }

    @Test
    void takesTheLongestPrefix() throws RefusedException {
        ExternalPrefixes prefixes =
                ExternalPrefixes.parse(
                        List.of("s3://bb/", "s3://bb/one/two", "s3://bb/one/"),
                        ExternalSchemes.find());
        assertThat(prefixes.of(ExternalUri.parse("s3://bb/one/x")).configured())
                .hasToString("s3://bb/one/");
        assertThat(prefixes.of(ExternalUri.parse("s3://bb/one/two/x")).configured())
                .hasToString("s3://bb/one/two");
    }

    @Test
    void namesThePrefixesWithoutTheirOptions() throws RefusedException {
        ExternalPrefixes prefixes =
                ExternalPrefixes.parse(
                        List.of("s3://bb/p/?endpoint=http://10.0.0.1:9000", "file:///data/"),
                        ExternalSchemes.find());
        assertThatThrownBy(() -> prefixes.of(ExternalUri.parse("http://evil.net/x?token=s3cr3t")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("http://evil.net/x: ")
                .hasMessageContaining("s3://bb/p/")
                .hasMessageContaining("file:///data/")
                .hasMessageContaining("multimodal.external.<name>.prefix")
                .hasMessageNotContaining("10.0.0.1")
                .hasMessageNotContaining("s3cr3t");
    }

    /** A wildcard stands for whole labels at the beginning of a host, and the rest is compared. */
    @Test
    void aWildcardStandsForHosts() throws RefusedException {
        ExternalPrefix all = ExternalPrefix.parse("https://*/");
        ExternalPrefix domain = ExternalPrefix.parse("HTTP://*.Example.org:8080/img/");

        assertThat(all.contains(ExternalUri.parse("https://example.org/a"))).isTrue();
        assertThat(all.contains(ExternalUri.parse("https://example.org:8443/a"))).isFalse();
        assertThat(all.contains(ExternalUri.parse("http://example.org/a"))).isFalse();
        assertThat(domain.contains(ExternalUri.parse("http://a.b.example.org:8080/img/x")))
                .isTrue();
        assertThat(domain.contains(ExternalUri.parse("http://example.org:8080/img/x"))).isFalse();
        assertThat(domain.contains(ExternalUri.parse("http://notexample.org:8080/img/x")))
                .isFalse();
        assertThat(domain.contains(ExternalUri.parse("http://a.example.org:8080/other"))).isFalse();
        assertThat(domain.toString()).isEqualTo("http://*.example.org:8080/img/");
        for (String none :
                List.of("https://*a.org/", "https://a.*.org/", "s3://*/", "https://**/")) {
            assertThatThrownBy(() -> ExternalPrefix.parse(none))
                    .isInstanceOf(RefusedException.class);
        }
    }
}
