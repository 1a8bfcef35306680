// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.input;

import io.multimodal.media.MediaRuntime;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.InputShape;
import io.multimodal.models.spi.TextTokenizer;
import io.multimodal.models.spi.TextTokenizer.Tokens;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A column STRING as tokens, filled up to one of a few lengths, so that rows meet in batches.
 *
 * @param tokenizer makes the tokens
 * @param file the digest of the tokenizer's file
 * @param parts what each input of the model takes, in their order
 * @param type of the inputs' elements, INT64 or INT32
 * @param lengths to which texts are filled up, ascending; the last one is the longest
 */
public record TextInput(
        TextTokenizer tokenizer,
        String file,
        List<Part> parts,
        ElementType type,
        List<Integer> lengths)
        implements ColumnInput {
    /** What an input takes of a text, by the names that models use. */
    public enum Part {
        IDS("input_ids"),
        /** 1 for tokens of the text, 0 for what fills it up. */
        MASK("attention_mask"),
        TYPES("token_type_ids");

        private final String input;

        Part(String input) {
            this.input = input;
        }

        /** The name of the model's input. */
        public String input() {
            return input;
        }
    }

    public TextInput {
        parts = List.copyOf(parts);
        lengths = List.copyOf(lengths);
    }

    @Override
    public PreparedText prepare(Object value, MediaRuntime media) throws IOException {
        return new PreparedText(tokenizer.tokenize((String) value), this);
    }

    /** The length to which so many tokens are filled up. */
    int lengthOf(int tokens) {
        return lengths.stream()
                .filter(length -> length >= tokens)
                .findFirst()
                .orElse(lengths.get(lengths.size() - 1));
    }

    @Override
    public List<List<InputShape>> shapes() {
        return lengths.stream().map(this::shapes).toList();
    }

    private List<InputShape> shapes(int length) {
        InputShape one = new InputShape(type, List.of(length));
        return parts.stream().map(part -> one).toList();
    }

    @Override
    public String identity() {
        return "STRING as %s by tokenizer %s, lengths %s".formatted(parts, file, lengths);
    }

    /** The tokens of one text. */
    public record PreparedText(Tokens tokens, TextInput input) implements PreparedColumn {
        /** How many tokens the text has. */
        public int count() {
            return Math.min(tokens.ids().length, length());
        }

        private int length() {
            return input.lengthOf(tokens.ids().length);
        }

        @Override
        public List<InputShape> inputs() {
            return input.shapes(length());
        }

        @Override
        public void write(List<ByteBuffer> targets) {
            for (int i = 0; i < targets.size(); i++) {
                for (int j = 0; j < length(); j++) {
                    put(number(input.parts.get(i), j), targets.get(i));
                }
            }
        }

        private long number(Part part, int index) {
            boolean ofText = index < tokens.ids().length;
            return switch (part) {
                case IDS -> ofText ? tokens.ids()[index] : input.tokenizer.padding();
                case MASK -> ofText ? 1 : 0;
                case TYPES -> ofText ? tokens.types()[index] : 0;
            };
        }

        private void put(long number, ByteBuffer target) {
            if (input.type == ElementType.INT32) {
                target.putInt(Math.toIntExact(number));
            } else {
                target.putLong(number);
            }
        }
    }
}
