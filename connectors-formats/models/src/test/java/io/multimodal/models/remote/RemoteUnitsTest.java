// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.models.spi.ModelException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small parts: pace, servers, pauses, keys. */
class RemoteUnitsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void aMinutesTokensAreThereAtOnceAndTheNextOnesCostTheirShareOfAMinute() {
        TokenPace pace = new TokenPace(600, 0);
        assertThat(pace.spend(600, 0)).isZero();
        assertThat(pace.spend(50, 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(pace.spend(0, 5 * SECOND)).isZero();
        assertThat(pace.spend(10, 5 * SECOND)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.spend(600, 1000 * SECOND)).isZero();
    }

    @Test
    void requestsAreSpreadAndAServerThatFailedIsLeftAloneUntilOneRequestTriesIt() {
        AtomicLong now = new AtomicLong();
        URI a = URI.create("http://a");
        URI b = URI.create("http://b");
        Endpoints two = new Endpoints(List.of(a, b), now::get);
        List<URI> used = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Endpoints.Use use = two.pick();
            used.add(use.uri());
            use.end(true);
        }
        assertThat(used).containsExactly(a, b, a, b);
        Endpoints.Use first = two.pick();
        assertThat(first.uri()).isEqualTo(a);
        first.end(false);
        List<Endpoints.Use> held = List.of(two.pick(), two.pick(), two.pick());
        assertThat(held).allSatisfy(use -> assertThat(use.uri()).isEqualTo(b));
        now.addAndGet(6 * SECOND);
        Endpoints.Use probe = two.pick();
        assertThat(probe.uri()).isEqualTo(a);
        assertThat(two.pick().uri()).isEqualTo(b);
        probe.end(true);
        assertThat(two.pick().uri()).isEqualTo(a);
    }

    @Test
    void attemptsAndTimeEnd() {
        Pauses two = new Pauses(2, Duration.ofMinutes(1));
        two.begin();
        assertThat(two.next(false))
                .hasValueSatisfying(pause -> assertThat(pause).isLessThan(Duration.ofMillis(251)));
        two.begin();
        assertThat(two.next(true)).isEmpty();
        Pauses timeless = new Pauses(9, Duration.ofNanos(1));
        timeless.begin();
        assertThat(timeless.next(false)).isEmpty();
        assertThat(timeless.endBefore(Duration.ofSeconds(1))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/v1, https://a.example/v1/embeddings, true",
        "https://a.example/v1, https://a.example/v1, true",
        "https://a.example/, https://a.example/x, true",
        "https://a.example, https://a.example:443/x, false",
        "https://a.example, https://a.example.evil/x, false",
        "https://a.example/v1, https://a.example/v10/x, false",
        "https://a.example/v1, https://a.example/v1/../admin, false",
        "https://a.example/v1, http://a.example/v1/x, false",
    })
    void aKeyGoesToWhatLiesUnderItsBeginning(String beginning, URI endpoint, boolean covered) {
        assertThat(ApiKeyFile.covers(beginning, endpoint)).isEqualTo(covered);
    }

    @Test
    void aFileOfKeysHasAKeyForEachBeginningAndIsItsOwnersAlone(@TempDir Path folder)
            throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("keys"),
                        "# keys\n\nhttps://a.example/ one\nhttps://a.example/v1 secret-two\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        URI endpoint = URI.create("https://a.example/v1/embeddings");
        ApiKey key = ApiKeyFile.keyFor(endpoint, file).orElseThrow();
        assertThat(key.secret()).contains("secret-two");
        assertThat(key.hide("not secret-two!")).isEqualTo("not ******!");
        assertThat(ApiKeyFile.keyFor(URI.create("https://b.example/"), file)).isEmpty();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> ApiKeyFile.keyFor(endpoint, file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("run chmod 600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "secret-two\n");
        assertThatThrownBy(() -> ApiKeyFile.keyFor(endpoint, file))
                .hasMessageContaining("line 1 is not the beginning of a URL")
                .hasMessageNotContaining("secret-two");
        assertThatThrownBy(() -> ApiKeyFile.keyFor(endpoint, folder.resolve("none")))
                .hasMessageContaining("NoSuchFileException")
                .hasMessageContaining("on every machine");
    }
}
