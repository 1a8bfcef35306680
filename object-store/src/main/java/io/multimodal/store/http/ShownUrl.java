// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.http;

import java.util.regex.Pattern;

/** URLs as messages, logs and dead letters show them. */
public final class ShownUrl {
    private static final Pattern USER = Pattern.compile("(?<=://)[^/?#]*@");

    /** The parameters by which servers know who asks, as in {@code X-Amz-Signature} or SAS. */
    private static final Pattern SECRET =
            Pattern.compile(
                    "(?i)([?&][^=&#]*(?:sig|token|secret|passw|pwd|credential|auth|key)[^=&#]*=)[^&#]*");

    private ShownUrl() {}

    /** The text without its user, and without the values of parameters that hold a secret. */
    public static String of(String url) {
        return SECRET.matcher(USER.matcher(url).replaceFirst("…@")).replaceAll("$1…");
    }
}
