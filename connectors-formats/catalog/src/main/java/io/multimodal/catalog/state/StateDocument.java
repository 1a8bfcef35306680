// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.catalog.state;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.SerializationFeature;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A state as a document: JSON with a number of its format, the change that led to it, and all
 * databases. {@code docs/catalog.md} describes it.
 */
final class StateDocument {
    private static final int FORMAT = 1;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private StateDocument() {}

    static byte[] write(CatalogState state, ChangeNote note) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.putPOJO("change", note.toMap());
        ObjectNode databases = root.putObject("databases");
        for (Map.Entry<String, Database> database : state.databases().entrySet()) {
            ObjectNode node = databases.putObject(database.getKey());
            node.put("comment", database.getValue().comment());
            node.putPOJO("properties", database.getValue().properties());
            for (Section section : Section.values()) {
                node.putPOJO(section.key(), database.getValue().section(section));
            }
        }
        return JSON.writeValueAsBytes(root);
    }

    /**
     * Reads a document.
     *
     * @param origin for messages
     */
    static CatalogState read(byte[] document, String origin) throws IOException {
        JsonNode root = root(document, origin);
        JsonNode format = root.path("format");
        if (!format.isInt() || format.intValue() != FORMAT) {
            throw new IOException(
                    "%s has the format %s, and this release reads %d: read it with the release that wrote it, or a newer one"
                            .formatted(origin, format.isMissingNode() ? "none" : format, FORMAT));
        }
        SortedMap<String, Database> databases = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : fields(root.path("databases"), origin)) {
            databases.put(each.getKey(), database(each.getValue(), origin));
        }
        return new CatalogState(databases);
    }

    private static JsonNode root(byte[] document, String origin) throws IOException {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw damaged(origin, e.getOriginalMessage());
        }
    }

    private static Database database(JsonNode node, String origin) throws IOException {
        Map<Section, SortedMap<String, SortedMap<String, String>>> entries =
                new EnumMap<>(Section.class);
        for (Section section : Section.values()) {
            SortedMap<String, SortedMap<String, String>> names = new TreeMap<>();
            for (Map.Entry<String, JsonNode> each : fields(node.path(section.key()), origin)) {
                names.put(each.getKey(), texts(each.getValue(), origin));
            }
            entries.put(section, names);
        }
        return new Database(
                text(node.path("comment"), origin),
                texts(node.path("properties"), origin),
                entries);
    }

    private static Set<Map.Entry<String, JsonNode>> fields(JsonNode node, String origin)
            throws IOException {
        if (!node.isObject()) {
            throw damaged(origin, "an object", node);
        }
        return node.properties();
    }

    private static SortedMap<String, String> texts(JsonNode node, String origin)
            throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : fields(node, origin)) {
            texts.put(each.getKey(), text(each.getValue(), origin));
        }
        return texts;
    }

    private static String text(JsonNode node, String origin) throws IOException {
        if (!node.isTextual()) {
            throw damaged(origin, "a text", node);
        }
        return node.textValue();
    }

    private static IOException damaged(String origin, String expected, JsonNode found) {
        return damaged(
                origin,
                "it has %s where %s belongs"
                        .formatted(
                                found.isMissingNode() ? "nothing" : found.getNodeType(), expected));
    }

    private static IOException damaged(String origin, String how) {
        return new IOException(
                "%s is damaged: %s. Bring it back from a copy; or remove it while no session is open, and the version before it counts"
                        .formatted(origin, how));
    }
}
