// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.tokenizers;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.multimodal.models.spi.TextTokenizer;
import io.multimodal.models.spi.TextTokenizerFactory;
import io.multimodal.store.ref.ContentId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the {@code tokenizer.json} of Hugging Face with the library {@code tokenizers}, whose
 * native code lies in DJL's jar. All subtasks of a process that use equal files share a tokenizer.
 */
public final class HuggingFaceTokenizerFactory implements TextTokenizerFactory {
    /** Which native code DJL takes; on a machine with a GPU it would otherwise download some. */
    private static final String FLAVOR = "RUST_FLAVOR";

    private static final Map<Key, WeakReference<TextTokenizer>> OPEN = new ConcurrentHashMap<>();

    private record Key(ContentId file, int maxTokens) {}

    @Override
    public String format() {
        return "the tokenizer.json of Hugging Face";
    }

    /** By its key {@code model}, which every such file has, and few other JSON files. */
    @Override
    public boolean reads(byte[] file) {
        int start = 0;
        while (start < file.length && Character.isWhitespace(file[start])) {
            start++;
        }
        return start < file.length
                && file[start] == '{'
                && new String(file, StandardCharsets.UTF_8).contains("\"model\"");
    }

    @Override
    public TextTokenizer open(byte[] file, int maxTokens) throws IOException {
        synchronized (OPEN) {
            OPEN.values().removeIf(reference -> reference.get() == null);
            Key key = new Key(ContentId.hash(file), maxTokens);
            WeakReference<TextTokenizer> known = OPEN.get(key);
            TextTokenizer tokenizer = known == null ? null : known.get();
            if (tokenizer == null) {
                tokenizer = read(file, maxTokens);
                OPEN.put(key, new WeakReference<>(tokenizer));
            }
            return tokenizer;
        }
    }

    private static TextTokenizer read(byte[] file, int maxTokens) throws IOException {
        if (System.getProperty(FLAVOR) == null && System.getenv(FLAVOR) == null) {
            System.setProperty(FLAVOR, "cpu");
        }
        try {
            return new LibraryTokenizer(
                    HuggingFaceTokenizer.newInstance(
                            new ByteArrayInputStream(file),
                            Map.of(
                                    "addSpecialTokens",
                                    "true",
                                    "truncation",
                                    "true",
                                    "maxLength",
                                    Integer.toString(maxTokens),
                                    "padding",
                                    "false")),
                    padding(file));
        } catch (RuntimeException | LinkageError e) {
            throw new IOException(
                    "the library 'tokenizers' does not read it: " + e.getMessage(), e);
        }
    }

    /** The number of the token for padding, as the tokenizer itself uses it. */
    private static long padding(byte[] file) throws IOException {
        try (HuggingFaceTokenizer padded =
                HuggingFaceTokenizer.newInstance(
                        new ByteArrayInputStream(file),
                        Map.of("padding", "max_length", "truncation", "true", "maxLength", "16"))) {
            var encoding = padded.encode("a");
            for (int i = 0; i < encoding.getIds().length; i++) {
                if (encoding.getAttentionMask()[i] == 0) {
                    return encoding.getIds()[i];
                }
            }
            return 0;
        }
    }
}
