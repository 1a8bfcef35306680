// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.Encoded;
import io.multimodal.models.remote.Exchange;
import io.multimodal.models.remote.RetryException;
import io.multimodal.models.spi.InputRow;
import io.multimodal.store.error.InvalidReferenceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/**
 * The words in an audio.
 *
 * @param fields the fields of the form but the file, in order
 * @param parts how audio is sent
 */
record TranscriptionTask(List<Map.Entry<String, String>> fields, MediaParts parts)
        implements OpenAiTask {
    private static final int BOUNDARY_BYTES = 16;

    /** Checks the columns. */
    static void check(String model, Columns input, Columns output) {
        if (!input.words().equals(List.of("AUDIO")) || !output.words().equals(List.of("STRING"))) {
            throw new ValidationException(
                    "Transcription takes one column AUDIO and gives one column STRING, but the model %s is declared with INPUT %s and OUTPUT %s"
                            .formatted(model, input, output));
        }
    }

    @Override
    public Exchange.Body request(InputRow row, MediaRuntime media)
            throws IOException, InvalidReferenceException {
        Encoded file = parts.audio(media, row.audio(0));
        byte[] random = new byte[BOUNDARY_BYTES];
        ThreadLocalRandom.current().nextBytes(random);
        String boundary = "multimodal-" + HexFormat.of().formatHex(random);
        ByteArrayOutputStream form = new ByteArrayOutputStream(file.bytes().length + 1024);
        for (Map.Entry<String, String> field : fields) {
            part(form, boundary, "name=\"" + field.getKey() + "\"");
            form.writeBytes(("\r\n" + field.getValue() + "\r\n").getBytes(UTF_8));
        }
        part(form, boundary, "name=\"file\"; filename=\"audio." + extension(file) + "\"");
        form.writeBytes(("Content-Type: " + file.contentType() + "\r\n\r\n").getBytes(UTF_8));
        form.writeBytes(file.bytes());
        form.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(UTF_8));
        return new Exchange.Body("multipart/form-data; boundary=" + boundary, form.toByteArray());
    }

    private static void part(ByteArrayOutputStream form, String boundary, String attributes) {
        form.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: form-data; " + attributes + "\r\n")
                        .getBytes(UTF_8));
    }

    /** Servers go by it. */
    private static String extension(Encoded file) {
        return switch (file.contentType()) {
            case "audio/wav" -> "wav";
            case "audio/mpeg" -> "mp3";
            case "audio/mp4" -> "m4a";
            case "audio/ogg" -> "ogg";
            default -> "flac";
        };
    }

    @Override
    public RowData read(JsonNode answer) throws RetryException {
        JsonNode text = answer.path("text");
        if (!text.isTextual()) {
            throw RetryException.badAnswer("has no member 'text'");
        }
        return GenericRowData.of(StringData.fromString(text.asText()));
    }

    @Override
    public String identity() {
        return "transcription 1, " + fields + ", " + parts;
    }
}
