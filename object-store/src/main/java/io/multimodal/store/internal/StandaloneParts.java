// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Objects that lie alone are read by shares: those of an epoch that begin with the same digit. */
public final class StandaloneParts {
    private static final Pattern NAME = Pattern.compile("objects/([0-9]{1,18})/([0-9a-f])");

    private StandaloneParts() {}

    /** The shares of an epoch: {@code objects/<epoch>/<first digit>}. */
    public static Stream<String> of(long epoch) {
        return "0123456789abcdef"
                .chars()
                .mapToObj(digit -> "objects/" + epoch + "/" + (char) digit);
    }

    /** Which share a name means; empty where it means another thing. */
    public static Optional<Share> parse(String part) {
        Matcher name = NAME.matcher(part);
        return name.matches()
                ? Optional.of(new Share(Long.parseLong(name.group(1)), name.group(2)))
                : Optional.empty();
    }

    /**
     * Some objects of an epoch.
     *
     * @param digit what their names begin with
     */
    public record Share(long epoch, String digit) {}
}
