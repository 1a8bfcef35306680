// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.browse;

import static io.multimodal.examples.page.Page.escaped;

import io.multimodal.examples.page.Bytes;
import io.multimodal.examples.page.Page;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.tensor.HeatMap;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.Image;
import io.multimodal.types.Tensor;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.flink.types.Row;

/** Values as HTML: images and matrices to be seen, anything else as text. */
final class Cells {
    private static final int MAX_SIDE = 640;
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final MediaRuntime media;

    /**
     * @param media stays the caller's to close
     */
    Cells(MediaRuntime media) {
        this.media = media;
    }

    /** Whether a row has something to see. */
    static boolean isToBeSeen(Row row) {
        return seenIn(row) > 0;
    }

    /** How many things to see a row has. */
    static long seenIn(Row row) {
        return IntStream.range(0, row.getArity()).filter(i -> isToBeSeen(row.getField(i))).count();
    }

    /** Whether a value is shown as an image: one, or a tensor of two dimensions. */
    static boolean isToBeSeen(Object value) {
        return value instanceof Image
                || (value instanceof Tensor tensor
                        && tensor.shape() != null
                        && tensor.shape().length == 2);
    }

    /** The class of a column: numbers are set to the right. */
    static String kind(List<Row> rows, int column) {
        return rows.stream()
                        .map(row -> row.getField(column))
                        .filter(Objects::nonNull)
                        .allMatch(Number.class::isInstance)
                ? " class=\"number\""
                : "";
    }

    /** A value to be seen; where it cannot be decoded, what is wrong. */
    String image(String column, Object value) throws IOException {
        try {
            return value instanceof Image image ? image(column, image) : matrix((Tensor) value);
        } catch (MediaException e) {
            return "<p class=\"broken\"><b>%s</b> %s</p>"
                    .formatted(e.code(), escaped(String.valueOf(e.getMessage())));
        } catch (InvalidReferenceException e) {
            throw new IOException("The job gave a value without a reference: " + e.getMessage(), e);
        }
    }

    private String image(String column, Image image) throws IOException, InvalidReferenceException {
        byte[] jpeg = media.images().encode(image.reference(), "image/jpeg", MAX_SIDE);
        return "<img alt=\"%s\" width=\"%s\" height=\"%s\" src=\"%s\">"
                .formatted(
                        escaped(column),
                        image.width(),
                        image.height(),
                        Page.dataUri("image/jpeg", jpeg));
    }

    private String matrix(Tensor tensor) throws IOException, InvalidReferenceException {
        TensorData data = media.tensors().read(tensor);
        return "<img class=\"matrix\" alt=\"%s\" src=\"%s\">"
                .formatted(
                        "a matrix of " + Arrays.toString(data.shape()),
                        Page.dataUri("image/png", HeatMap.of(data).png()));
    }

    /** A value in words. */
    String text(String column, Object value) {
        if (value == null) {
            return "<span class=\"null\">–</span>";
        }
        if (value instanceof Long bytes && column.equals("size")) {
            return escaped(Bytes.text(bytes));
        }
        if (value instanceof Double || value instanceof Float) {
            String text = String.format(Locale.ROOT, "%.3f", ((Number) value).doubleValue());
            return text.replaceFirst("\\.?0+$", "");
        }
        if (value instanceof Instant instant) {
            return MINUTES.format(instant.atZone(ZoneId.systemDefault()));
        }
        if (value instanceof Object[] many) {
            return escaped(Arrays.deepToString(many));
        }
        return escaped(value.toString());
    }
}
