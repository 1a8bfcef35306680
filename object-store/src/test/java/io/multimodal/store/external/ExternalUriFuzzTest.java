// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.error.RefusedException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is let through leads under the prefix for the most lenient reader that there may be. */
class ExternalUriFuzzTest {
    private static final int ROUNDS = 100_000;

    private static final List<String> PIECES =
            List.of(
                    "/",
                    "/",
                    "/",
                    "media",
                    "media",
                    "secret",
                    "..",
                    "..",
                    ".",
                    "%2e",
                    "%2E.",
                    "%252e",
                    "%2f",
                    "%252F",
                    "%5c",
                    "\\",
                    ";x",
                    "..;",
                    "@",
                    ":",
                    ":80",
                    "?",
                    "#",
                    "%00",
                    "%0a",
                    "h.org",
                    "HTTP:",
                    "http://h.org",
                    "http://h.org/media",
                    "http://",
                    "//evil.net",
                    "a",
                    "%61",
                    "%c0%ae",
                    "%",
                    "+",
                    "[",
                    "]",
                    " ",
                    "ü");

    private final Random random = new Random(20261121);

    @Test
    void letsNothingThroughThatAnyReaderTakesForAnotherPlace() throws RefusedException {
        ExternalPrefix prefix = ExternalPrefix.parse("http://h.org/media/");
        int letThrough = 0;
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder text = new StringBuilder(round % 3 == 0 ? "" : "http://h.org/media/");
            for (int pieces = random.nextInt(7); pieces >= 0; pieces--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            ExternalUri uri;
            try {
                uri = ExternalUri.parse(text.toString());
            } catch (RefusedException e) {
                continue;
            }
            if (prefix.contains(uri)) {
                letThrough++;
                assertThat(place(uri.uri().toString())).as(text.toString()).startsWith("/media");
                assertThat(uri.uri().getHost()).isEqualTo("h.org");
                assertThat(ExternalUri.parse(uri.uri().toString())).isEqualTo(uri);
            }
        }
        assertThat(letThrough).isBetween(ROUNDS / 100, ROUNDS / 2);
    }

    /**
     * The path as a careless server resolves it: decoded until nothing changes, backslashes turned,
     * parameters dropped, dots resolved.
     */
    private static String place(String uri) {
        String path = uri.replaceFirst("[?].*", "").substring("http://h.org".length());
        String before;
        do {
            before = path;
            try {
                path = URLDecoder.decode(path, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                // No escape any more.
            }
        } while (!path.equals(before));
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.replace('\\', '/').split("/", -1)) {
            String name = segment.replaceFirst(";.*", "");
            if (name.equals("..")) {
                segments.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                segments.addLast(name);
            }
        }
        return "/" + String.join("/", segments);
    }
}
