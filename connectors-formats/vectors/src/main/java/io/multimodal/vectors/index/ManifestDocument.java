// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors.index;

import io.multimodal.store.error.CorruptObjectException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** A manifest as JSON with a number of its format. {@code docs/vector-search.md} describes it. */
final class ManifestDocument {
    private static final int FORMAT = 1;

    /** So that no file is written outside its folder. */
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.]{0,99}");

    private static final Pattern SEGMENT_ID = Pattern.compile("[0-9a-f-]{1,64}");

    private static final ObjectMapper JSON = new ObjectMapper();

    private ManifestDocument() {}

    static byte[] write(Manifest manifest) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("metric", manifest.schema().metric().toString());
        root.put("dimension", manifest.schema().dimension());
        root.put("vector-column", manifest.schema().vectorColumn());
        root.putPOJO("columns", manifest.schema().columns());
        ArrayNode segments = root.putArray("segments");
        for (Segment segment : manifest.segments()) {
            ObjectNode node = segments.addObject();
            node.put("id", segment.id());
            node.put("rows", segment.rows());
            ArrayNode files = node.putArray("files");
            for (SegmentFile file : segment.files()) {
                files.addObject()
                        .put("name", file.name())
                        .put("bytes", file.bytes())
                        .put("reference", file.reference());
            }
        }
        root.putPOJO("merged", manifest.merged());
        return JSON.writeValueAsBytes(root);
    }

    /**
     * Reads a document.
     *
     * @param origin for messages
     */
    static Manifest read(byte[] document, String origin) throws IOException {
        JsonNode root = root(document, origin);
        if (root.path("format").asInt() != FORMAT) {
            throw new IOException(
                    "%s has the format %s, and this release reads %d: read it with the release that wrote it, or a newer one"
                            .formatted(origin, root.path("format"), FORMAT));
        }
        List<Segment> segments = new ArrayList<>();
        for (JsonNode node : array(root, "segments", origin)) {
            segments.add(segment(node, origin));
        }
        IndexSchema schema =
                new IndexSchema(
                        metric(text(root, "metric", origin), origin),
                        (int) number(root, "dimension", origin),
                        text(root, "vector-column", origin),
                        texts(root, "columns", origin));
        return new Manifest(schema, segments, texts(root, "merged", origin));
    }

    private static JsonNode root(byte[] document, String origin) throws IOException {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw damaged(origin, e.getOriginalMessage());
        }
    }

    private static Segment segment(JsonNode node, String origin) throws IOException {
        List<SegmentFile> files = new ArrayList<>();
        for (JsonNode file : array(node, "files", origin)) {
            files.add(
                    new SegmentFile(
                            matching(FILE_NAME, text(file, "name", origin), origin),
                            number(file, "bytes", origin),
                            text(file, "reference", origin)));
        }
        return new Segment(
                matching(SEGMENT_ID, text(node, "id", origin), origin),
                number(node, "rows", origin),
                files);
    }

    private static VectorMetric metric(String word, String origin) throws IOException {
        for (VectorMetric metric : VectorMetric.values()) {
            if (metric.toString().equals(word)) {
                return metric;
            }
        }
        throw damaged(origin, "it has the metric '" + word + "'");
    }

    private static String matching(Pattern pattern, String text, String origin) throws IOException {
        if (!pattern.matcher(text).matches()) {
            throw damaged(origin, "it names '" + text + "' where " + pattern + " belongs");
        }
        return text;
    }

    private static JsonNode array(JsonNode node, String field, String origin) throws IOException {
        JsonNode array = node.path(field);
        if (!array.isArray()) {
            throw damaged(origin, "it has no array '" + field + "'");
        }
        return array;
    }

    private static List<String> texts(JsonNode node, String field, String origin)
            throws IOException {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : array(node, field, origin)) {
            texts.add(each.asText());
        }
        return texts;
    }

    private static String text(JsonNode node, String field, String origin) throws IOException {
        JsonNode text = node.path(field);
        if (!text.isTextual()) {
            throw damaged(origin, "it has no text '" + field + "'");
        }
        return text.textValue();
    }

    private static long number(JsonNode node, String field, String origin) throws IOException {
        JsonNode number = node.path(field);
        if (!number.canConvertToLong() || number.longValue() < 0) {
            throw damaged(origin, "it has no number '" + field + "'");
        }
        return number.longValue();
    }

    private static CorruptObjectException damaged(String origin, String how) {
        return new CorruptObjectException(
                "%s is damaged: %s. Bring it back from a copy, or write the index again at another 'path'"
                        .formatted(origin, how));
    }
}
