// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents;

import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.STRING;

import io.multimodal.documents.text.Chunks;
import io.multimodal.documents.text.TextNormaliser;
import io.multimodal.functions.spec.Allowed;
import io.multimodal.functions.spec.Call;
import io.multimodal.functions.spec.FunctionSpec;
import io.multimodal.functions.spec.Rule;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The functions over texts. */
final class TextFunctions {
    private static final String CHARACTERS = "characters";

    private TextFunctions() {}

    /** In the order of the documentation. */
    static List<FunctionSpec> all() {
        return List.of(
                FunctionSpec.lazy("TEXT_CHUNK")
                        .description(
                                "Cuts a text into pieces that overlap, such as a model for embeddings takes. A piece has no blanks at its ends; SUBSTRING(text, position) begins with it. Words and sentences end where Unicode's rules for text segmentation say.")
                        .argument("text", STRING(), "the text")
                        .argument(
                                "size",
                                INT(),
                                "how many units a piece has at most, at least 1",
                                Allowed.atLeast(1))
                        .optionalArgument(
                                "overlap",
                                INT(),
                                "how many units at its end the next piece repeats, from 0 to size - 1; 0 if left out",
                                Allowed.atLeast(0))
                        .optionalArgument(
                                "by",
                                STRING(),
                                "the unit: 'characters', 'words' or 'sentences'; 'characters' if left out",
                                Allowed.words(CHARACTERS, "words", "sentences"))
                        .returnsRows(
                                ROW(
                                        FIELD("number", INT()),
                                        FIELD("chunk", STRING()),
                                        FIELD("position", INT())))
                        .requires(Rule.of(TextFunctions::overlaps, 1, 2))
                        .fails(ErrorCode.TOO_LARGE)
                        .example(
                                "TEXT_CHUNK('One came. Two left. All slept.', 2, 1, 'sentences')",
                                "1, One came. Two left., 1\n2, Two left. All slept., 11")
                        .implementation(TextFunctions::chunks),
                FunctionSpec.lazy("TEXT_NORMALIZE")
                        .description(
                                "Brings texts that read the same to one form: Unicode NFKC, no invisible characters such as soft hyphens, one blank between words, a line feed at the end of lines, at most one empty line, and no blanks at the ends.")
                        .argument("text", STRING(), "the text")
                        .returns(STRING())
                        .example("TEXT_NORMALIZE('  of\uFB01ce   hours ')", "office hours")
                        .implementation(call -> TextNormaliser.normalise(call.text(0))));
    }

    private static Optional<String> overlaps(List<Object> sizeAndOverlap) {
        if (sizeAndOverlap.get(0) == null || sizeAndOverlap.get(1) == null) {
            return Optional.empty();
        }
        int size = ((Number) sizeAndOverlap.get(0)).intValue();
        int overlap = ((Number) sizeAndOverlap.get(1)).intValue();
        return overlap < size
                ? Optional.empty()
                : Optional.of(
                        "size is %d and overlap is %d; the overlap is smaller than the size"
                                .formatted(size, overlap));
    }

    private static List<List<Object>> chunks(Call call) throws MediaException {
        Chunks.Unit unit = Chunks.Unit.named(call.text(3, CHARACTERS));
        List<List<Object>> rows = new ArrayList<>();
        for (Chunks.Chunk chunk :
                Chunks.of(call.text(0), call.integer(1), call.integer(2, 0), unit)) {
            rows.add(List.of(chunk.number(), chunk.text(), chunk.position()));
        }
        return rows;
    }
}
