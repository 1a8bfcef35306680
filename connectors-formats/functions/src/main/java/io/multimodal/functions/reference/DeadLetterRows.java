// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.reference;

import io.multimodal.media.MediaRuntime;
import io.multimodal.types.failure.DeadLetter;
import io.multimodal.types.failure.DeadLetters;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Dead letters as rows. */
final class DeadLetterRows {
    private DeadLetterRows() {}

    /** Those of the store that new objects go to; of one job, or of all. Blocks. */
    static List<List<Object>> of(MediaRuntime media, Optional<String> job) throws IOException {
        return new DeadLetters(media.stores().main().records())
                .readAll().stream()
                        .filter(letter -> job.isEmpty() || letter.job().equals(job.get()))
                        .map(DeadLetterRows::row)
                        .toList();
    }

    private static List<Object> row(DeadLetter letter) {
        return List.of(
                letter.job(),
                letter.object(),
                letter.function(),
                letter.code().name(),
                letter.message(),
                letter.time());
    }
}
