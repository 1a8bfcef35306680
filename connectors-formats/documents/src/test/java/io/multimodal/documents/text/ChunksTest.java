// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.documents.text.Chunks.Chunk;
import io.multimodal.documents.text.Chunks.Unit;
import io.multimodal.types.failure.MediaException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChunksTest {
    @Test
    void cutsByCharactersThatOverlap() throws MediaException {
        assertThat(Chunks.of("abcdefg", 3, 1, Unit.CHARACTERS))
                .containsExactly(
                        new Chunk(1, "abc", 1), new Chunk(2, "cde", 3), new Chunk(3, "efg", 5));
    }

    @Test
    void countsCharactersOutsideOfTheBasicPlaneAsOne() throws MediaException {
        String text = "\uD83D\uDE00\uD83D\uDE01\uD83D\uDE02";
        assertThat(Chunks.of(text, 2, 0, Unit.CHARACTERS))
                .containsExactly(
                        new Chunk(1, text.substring(0, 4), 1), new Chunk(2, text.substring(4), 3));
    }

    @Test
    void cutsByWordsWithTheMarksBehindThem() throws MediaException {
        assertThat(Chunks.of("  One, two; three. Four!", 2, 0, Unit.WORDS))
                .containsExactly(new Chunk(1, "One, two;", 3), new Chunk(2, "three. Four!", 13));
    }

    @Test
    void cutsBySentences() throws MediaException {
        assertThat(Chunks.of("Is it 3.5? It is.\nGood.", 2, 1, Unit.SENTENCES))
                .containsExactly(
                        new Chunk(1, "Is it 3.5? It is.", 1), new Chunk(2, "It is.\nGood.", 12));
    }

    @Test
    void givesTheWholeTextBackWithoutOverlap() throws MediaException {
        String text = "The quick brown fox. Jumps over the lazy dog!".repeat(20);
        for (Unit unit : Unit.values()) {
            String joined =
                    Chunks.of(text, 7, 0, unit).stream()
                            .map(Chunk::text)
                            .collect(Collectors.joining());
            assertThat(joined.replace(" ", "")).as("%s", unit).isEqualTo(text.replace(" ", ""));
        }
    }

    @Test
    void hasNoPieceOfBlanks() throws MediaException {
        assertThat(Chunks.of("", 5, 0, Unit.CHARACTERS)).isEmpty();
        assertThat(Chunks.of(" \n ", 5, 0, Unit.SENTENCES)).isEmpty();
    }

    @Test
    void refusesPiecesThatTogetherAreTooLarge() {
        String text = "x".repeat(100_000);
        assertThatThrownBy(() -> Chunks.of(text, 50_000, 49_999, Unit.CHARACTERS))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("make the overlap smaller");
    }
}
