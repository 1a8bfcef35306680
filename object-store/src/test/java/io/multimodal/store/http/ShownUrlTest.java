// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownUrlTest {
    @ParameterizedTest
    @CsvSource({
        "http://user:hidden@host/a@2x.png?id=7, http://…@host/a@2x.png?id=7",
        "http://user:hid den@host/a, http://…@host/a",
        "https://h/a?X-Amz-Signature=hidden&n=1&sig=hidden, https://h/a?X-Amz-Signature=…&n=1&sig=…",
        "https://h/a?size=10#x=y, https://h/a?size=10#x=y",
        "not a URL, not a URL",
    })
    void showsNoSecret(String url, String shown) {
        assertThat(ShownUrl.of(url)).isEqualTo(shown);
    }
}
